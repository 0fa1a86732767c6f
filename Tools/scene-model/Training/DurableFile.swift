import Foundation

/// Files that are there whole or not at all, also after a loss of power; every call blocks.
enum DurableFile {
    /// What the name of a file that is being written holds; such a file may be removed.
    static let unfinished = ".unfinished-"

    /// A name beside a file, for what is to take its place.
    static func aside(_ path: String) -> String {
        path + unfinished + String(UInt64.random(in: 0 ... .max), radix: 16)
    }

    /// Writes a file or replaces it: aside, then synced, then renamed.
    static func write(_ bytes: [UInt8], to path: String) throws(TrainerError) {
        let aside = aside(path)
        do throws(TrainerError) {
            let handle = try create(aside)
            try append(bytes, to: handle, path)
            try place(aside, handle, at: path)
        } catch {
            unlink(aside)
            throw error
        }
    }

    /// Makes an empty file.
    static func create(_ path: String) throws(TrainerError) -> FileHandle {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .file("open", path: path, code: errno) }
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    static func append(_ bytes: [UInt8], to handle: FileHandle, _ path: String) throws(TrainerError) {
        do {
            try handle.write(contentsOf: bytes)
        } catch {
            throw .file("write", path: path, code: errno)
        }
    }

    /// Gives a file that was written aside its name, once the disk has it.
    static func place(_ aside: String, _ handle: FileHandle, at path: String) throws(TrainerError) {
        guard fsync(handle.fileDescriptor) == 0 else { throw .file("fsync", path: aside, code: errno) }
        guard rename(aside, path) == 0 else { throw .file("rename", path: aside, code: errno) }
        try sync(folder: (path as NSString).deletingLastPathComponent)
    }

    /// Removes a file; one that is not there is fine.
    static func remove(_ path: String) throws(TrainerError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw .file("unlink", path: path, code: errno) }
        try sync(folder: (path as NSString).deletingLastPathComponent)
    }

    /// Makes a folder and those above it.
    static func makeFolder(_ path: String) throws(TrainerError) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw .file("mkdir", path: path, code: errno)
        }
        try sync(folder: (path as NSString).deletingLastPathComponent)
    }

    /// Waits until the disk has the names in a folder.
    private static func sync(folder: String) throws(TrainerError) {
        let descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .file("open", path: folder, code: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .file("fsync", path: folder, code: errno) }
    }
}
