import Glibc

/// One file, read or written whole through the system's own calls.
enum BlobFile {
    /// Writes a new file; `durably` waits until the disk has it.
    static func write(_ bytes: [UInt8], to path: String, durably: Bool) throws(BlobError) {
        let descriptor = try descriptor(path, O_WRONLY | O_CREAT | O_EXCL)
        defer { close(descriptor) }
        var written = 0
        while written < bytes.count {
            written += try retried("write", path) {
                bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            }
        }
        if durably { _ = try retried("fsync", path) { Int(fsync(descriptor)) } }
    }

    /// Reads a file, at most one byte more than allowed; nil if there is none.
    static func read(_ path: String, atMost most: Int) throws(BlobError) -> [UInt8]? {
        let descriptor: Int32
        do throws(BlobError) {
            descriptor = try Self.descriptor(path, O_RDONLY)
        } catch .file(_, _, ENOENT) {
            return nil
        }
        defer { close(descriptor) }
        var status = stat()
        try check(fstat(descriptor, &status), "fstat", path)
        var bytes = [UInt8](repeating: 0, count: min(Int(status.st_size), most) + 1)
        var count = 0
        while count < bytes.count {
            let added = try retried("read", path) {
                bytes[count...].withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            }
            if added == 0 { break }
            count += added
        }
        bytes.removeLast(bytes.count - count)
        return bytes
    }

    /// Waits until the disk has the names in a folder.
    static func sync(folder: String) throws(BlobError) {
        let descriptor = try descriptor(folder, O_RDONLY | O_DIRECTORY)
        defer { close(descriptor) }
        _ = try retried("fsync", folder) { Int(fsync(descriptor)) }
    }

    private static func descriptor(_ path: String, _ flags: Int32) throws(BlobError) -> Int32 {
        Int32(try retried("open", path) { Int(open(path, flags | O_CLOEXEC, 0o644)) })
    }

    /// Calls again while a signal interrupts.
    private static func retried(
        _ function: String, _ path: String, _ call: () -> Int
    ) throws(BlobError) -> Int {
        while true {
            let result = call()
            if result >= 0 { return result }
            let code = errno
            guard code == EINTR else { throw .file(function: function, path: path, code: code) }
        }
    }
}
