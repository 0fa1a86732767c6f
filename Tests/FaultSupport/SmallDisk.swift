import Foundation
import Glibc

/// A folder that is a disk of its own, small enough to fill; gone with this process, however it ends.
///
/// Only root may mount (mount(8)), and not in every container; elsewhere there is none.
final class SmallDisk: Sendable {
    private let folder: URL
    /// A shell reads it and unmounts when it ends.
    private let life: Pipe
    /// It says on this when it has mounted; its end is the shell's.
    private let answer = Pipe()

    /// Nil where we may not mount.
    init?(_ folder: URL, bytes: Int = 64 << 20) throws {
        guard getuid() == 0 else { return nil }
        self.folder = folder
        life = Pipe()
        _ = fcntl(life.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/sh")
        shell.arguments = [
            "-c",
            """
            trap '' INT TERM HUP
            mount -t tmpfs -o size="$1" tmpfs "$0" && echo mounted && cat >/dev/null
            umount -l "$0"
            """, folder.path, "\(bytes)",
        ]
        shell.standardInput = life
        shell.standardOutput = answer
        shell.standardError = FileHandle.nullDevice
        try shell.run()
        if answer.fileHandleForReading.availableData.isEmpty { return nil }
    }

    /// Takes every byte that is left.
    func fill() throws {
        let filler = open(folder.appending(path: "filler").path, O_WRONLY | O_CREAT, 0o600)
        guard filler >= 0 else { throw FaultError.system("open", code: errno) }
        defer { Glibc.close(filler) }
        let block = [UInt8](repeating: 0, count: 1 << 16)
        for size in [block.count, 512, 1] {
            while write(filler, block, size) > 0 {}
        }
    }

    /// Gives back what was taken.
    func free() { unlink(folder.appending(path: "filler").path) }

    /// The folder is an ordinary one again on return.
    func unmount() {
        try? life.fileHandleForWriting.close()  // Closed already: it is gone.
        _ = try? answer.fileHandleForReading.readToEnd()
    }
}
