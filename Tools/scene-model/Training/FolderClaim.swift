import Foundation

/// The right to train in a folder, held until the process ends or this is dropped.
///
/// A lock of the kernel (flock(2)), so a process that was killed leaves none behind.
final class FolderClaim: Sendable {
    private let descriptor: Int32

    /// Makes the folder and takes the lock; throws while another process has it.
    init(_ folder: String) throws(TrainerError) {
        try DurableFile.makeFolder(folder)
        let path = "\(folder)/lock"
        let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard opened >= 0 else { throw .file("open", path: path, code: errno) }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            close(opened)
            throw .folderTaken(folder)
        }
        descriptor = opened
    }

    deinit { close(descriptor) }
}
