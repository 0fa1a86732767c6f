import Foundation

/// The right to run a cluster in a folder, held until the process ends.
///
/// A lock of the kernel (flock(2)), so one that was killed leaves none behind.
struct FolderLock: ~Copyable {
    private let descriptor: Int32

    /// Takes the lock; nil while another process has it.
    init?(_ folder: String) {
        descriptor = open("\(folder)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            if descriptor >= 0 { close(descriptor) }
            return nil
        }
    }

    deinit { close(descriptor) }
}
