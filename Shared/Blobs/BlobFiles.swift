import Digests
import Glibc

/// The files of a blob folder; every call blocks.
struct BlobFiles: Sendable {
    let folder: String
    let mostBytes: Int

    /// Makes sure that the blob is there, whole and on the disk.
    func keep(_ bytes: [UInt8]) throws(BlobError) -> SHA256Digest {
        let digest = SHA256Digest(of: bytes)
        guard bytes.count <= mostBytes else { throw .tooLarge(digest, allowed: mostBytes) }
        if holds(digest) { return digest }
        try place(bytes, as: digest, durably: true)
        return digest
    }

    /// Writes a blob aside and renames it; `durably` waits until the disk has it.
    func place(_ bytes: [UInt8], as digest: SHA256Digest, durably: Bool) throws(BlobError) {
        try makeFolder(folder)
        try makeFolder(shard(of: digest))
        let aside = "\(shard(of: digest))/.\(digest).\(UInt64.random(in: 0 ... .max))"
        do throws(BlobError) {
            try BlobFile.write(bytes, to: aside, durably: durably)
            try check(rename(aside, path(of: digest)), "rename", aside)
        } catch {
            unlink(aside)
            throw error
        }
        if durably { try BlobFile.sync(folder: shard(of: digest)) }
    }

    /// Reads a blob and holds its bytes against its name.
    func read(_ digest: SHA256Digest) throws(BlobError) -> [UInt8] {
        guard let bytes = try BlobFile.read(path(of: digest), atMost: mostBytes) else {
            throw .missing(digest)
        }
        guard bytes.count <= mostBytes else { throw .tooLarge(digest, allowed: mostBytes) }
        let found = SHA256Digest(of: bytes)
        guard found == digest else { throw .corrupt(digest, found: found) }
        return bytes
    }

    func path(of digest: SHA256Digest) -> String { "\(shard(of: digest))/\(digest)" }

    private func shard(of digest: SHA256Digest) -> String { "\(folder)/\(digest.hex.prefix(2))" }

    /// A damaged or unreadable file is as good as none: it is written anew.
    private func holds(_ digest: SHA256Digest) -> Bool {
        do throws(BlobError) {
            _ = try read(digest)
            return true
        } catch {
            return false
        }
    }

    /// Makes a folder with those above it, each synced into the one above.
    private func makeFolder(_ path: String) throws(BlobError) {
        var code = made(path)
        if code == ENOENT {
            try makeFolder(parent(of: path))
            code = made(path)
        }
        switch code {
        case 0: try BlobFile.sync(folder: parent(of: path))
        case EEXIST: return
        default: throw .file(function: "mkdir", path: path, code: code)
        }
    }

    private func made(_ path: String) -> Int32 { mkdir(path, 0o755) == 0 ? 0 : errno }

    private func parent(of path: String) -> String {
        let above = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        return above.isEmpty ? "/" : above
    }
}

/// Turns the result of a system call into an error.
func check(_ result: Int32, _ function: String, _ path: String) throws(BlobError) {
    guard result == 0 else { throw .file(function: function, path: path, code: errno) }
}
