import Digests
import Glibc

/// The files of a folder that caches blobs, which other processes may use as well; every call blocks.
///
/// A file is written aside and renamed, and nobody waits for the disk: what a crash
/// leaves half-written fails against its digest and is dropped. When a file was last
/// used is its time of modification, for many disks don't note reading.
struct CacheFiles: Sendable {
    private let files: BlobFiles

    init(folder: String, mostBytes: Int) {
        files = BlobFiles(folder: folder, mostBytes: mostBytes)
    }

    /// The blob, if it is there and whole; a damaged file is deleted.
    func read(_ digest: SHA256Digest) throws(BlobError) -> [UInt8]? {
        let path = files.path(of: digest)
        do throws(BlobError) {
            let bytes = try files.read(digest)
            utimensat(AT_FDCWD, path, nil, 0)
            return bytes
        } catch .missing {
            return nil
        } catch .corrupt, .tooLarge {
            unlink(path)
            return nil
        }
    }

    func write(_ bytes: [UInt8], as digest: SHA256Digest) throws(BlobError) {
        try files.place(bytes, as: digest, durably: false)
    }

    /// Deletes what was used least recently until the rest has at most so many bytes.
    func sweep(to limit: Int) throws(BlobError) {
        var all = try entries()
        var total = all.reduce(0) { $0 + $1.bytes }
        guard total > limit else { return }
        all.sort { $0.used < $1.used }
        for entry in all where total > limit {
            unlink(entry.path)
            total -= entry.bytes
        }
    }

    private struct Entry {
        let path: String
        let bytes: Int
        let used: Duration
    }

    /// Every file of ours; none if there is no folder yet.
    private func entries() throws(BlobError) -> [Entry] {
        var entries: [Entry] = []
        for shard in try Self.names(in: files.folder) where shard.count == 2 {
            let folder = "\(files.folder)/\(shard)"
            entries += try Self.names(in: folder).compactMap { Self.entry("\(folder)/\($0)") }
        }
        return entries
    }

    /// Nil for what is no file, or went meanwhile.
    private static func entry(_ path: String) -> Entry? {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Entry(
            path: path, bytes: Int(status.st_size),
            used: .seconds(status.st_mtim.tv_sec) + .nanoseconds(status.st_mtim.tv_nsec))
    }

    private static func names(in folder: String) throws(BlobError) -> [String] {
        guard let stream = opendir(folder) else {
            let code = errno
            guard code != ENOENT else { return [] }
            throw .file(function: "opendir", path: folder, code: code)
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}
