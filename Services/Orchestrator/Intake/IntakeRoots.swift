import Contracts
import Foundation
import Glibc

/// The folders whose images and adapters may be named by path (`PAIRMILL_INTAKE_ROOTS`).
///
/// Links are followed and what they lead to must lie below a root as well, so
/// neither `..` nor a link reaches anything else on this machine.
struct IntakeRoots: Sendable, Hashable {
    private let configured: [String]

    /// Takes absolute folders separated by colons; one that does not exist may come later.
    init(_ setting: String?) { configured = (setting ?? "").split(separator: ":").map(String.init) }

    /// Those that exist, without links and without a slash at the end.
    private var folders: [String] { configured.compactMap(Self.resolved) }

    /// The bytes of a file below one of the roots; blocks.
    func read(_ path: String, mostBytes: Int) throws(IntakeProblem) -> [UInt8] {
        guard !configured.isEmpty else {
            throw problem(path, "images by path are not taken: PAIRMILL_INTAKE_ROOTS is not set; send data")
        }
        guard !path.isEmpty, !path.utf8.contains(0) else { throw problem(path, "no file name") }
        guard let file = candidates(path).lazy.compactMap(Self.resolved).first(where: isAllowed) else {
            throw problem(path, "no such file below the intake roots")
        }
        return try contents(of: file, named: path, mostBytes)
    }

    /// A file below one of the roots, opened for reading; nil if there is none. Blocks.
    func open(_ path: String) -> FileHandle? {
        guard let file = candidates(path).lazy.compactMap(Self.resolved).first(where: isAllowed) else {
            return nil
        }
        let descriptor = Glibc.open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { return nil }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        // A folder on the way may have become a link since it was looked at.
        guard let opened = Self.resolved("/proc/self/fd/\(descriptor)"), isAllowed(opened) else { return nil }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return handle
    }

    private func candidates(_ path: String) -> [String] {
        path.hasPrefix("/") ? [path] : folders.map { $0 + "/" + path }
    }

    private func isAllowed(_ file: String) -> Bool { folders.contains { file.hasPrefix($0 + "/") } }

    private func contents(
        of file: String, named path: String, _ most: Int
    ) throws(IntakeProblem) -> [UInt8] {
        let descriptor = Glibc.open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw problem(path, String(cString: strerror(errno))) }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        // A folder on the way may have become a link since it was looked at.
        guard let opened = Self.resolved("/proc/self/fd/\(descriptor)"), isAllowed(opened) else {
            throw problem(path, "no such file below the intake roots")
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw problem(path, "not a plain file")
        }
        guard status.st_size <= most else {
            throw IntakeProblem(
                code: .imageTooLarge, message: "\(path): \(status.st_size) bytes; at most \(most) are taken",
                pointer: "/image/path")
        }
        // What grows meanwhile is cut at the limit, and then fails to decode.
        return try bytes(of: handle, named: path, most)
    }

    /// A disk or a share that fails is said, never taken for an empty file.
    private func bytes(of handle: FileHandle, named path: String, _ most: Int) throws(IntakeProblem)
        -> [UInt8]
    {
        do {
            return Array(try handle.read(upToCount: most) ?? Foundation.Data())
        } catch {
            let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError ?? error as NSError
            let reason =
                cause.domain == NSPOSIXErrorDomain ? String(cString: strerror(Int32(cause.code))) : "\(error)"
            throw problem(path, "can't be read: \(reason)")
        }
    }

    private func problem(_ path: String, _ reason: String) -> IntakeProblem {
        IntakeProblem(
            code: .imageNotFound, message: "\(path.prefix(200)): \(reason)", pointer: "/image/path")
    }

    private static func resolved(_ path: String) -> String? {
        guard path.hasPrefix("/"), let pointer = realpath(path, nil) else { return nil }
        defer { free(pointer) }
        return String(cString: pointer)
    }
}
