/// One member's header of a tar archive (POSIX.1-2017, pax Interchange Format).
///
/// A ustar block where name and link fit, with a pax header before it where they
/// do not. Owner 0 and the given time, so that the same members give the same bytes.
package struct TarHeader: Sendable, Hashable {
    /// What a member is.
    package enum Kind: Sendable, Hashable {
        case file(size: Int64)
        /// The same file as an earlier member.
        case hardLink(to: String)
    }

    package let path: String
    package let kind: Kind
    /// Seconds since 1970.
    package let modified: Int64

    package init(path: String, kind: Kind, modified: Int64) {
        self.path = path
        self.kind = kind
        self.modified = modified
    }

    /// Headers and contents are padded to multiples of this.
    package static let blockSize = 512

    /// The header's blocks.
    package var bytes: [UInt8] {
        let split = Self.split(path)
        let records = paxRecords(pathFits: split != nil)
        var bytes: [UInt8] = []
        if !records.isEmpty {
            bytes += block(name: "pax_header", prefix: "", type: "x", size: Int64(records.count), link: "")
            bytes += records + [UInt8](repeating: 0, count: Self.padding(Int64(records.count)))
        }
        let (prefix, name) = split ?? ("", Self.cut(path))
        switch kind {
        case .file(let size):
            // Over 8 GiB the octal field is too short and the pax header has the size.
            bytes += block(
                name: name, prefix: prefix, type: "0", size: min(size, Self.mostOctal), link: "")
        case .hardLink(let target):
            bytes += block(name: name, prefix: prefix, type: "1", size: 0, link: Self.cut(target))
        }
        return bytes
    }

    /// How many zero bytes follow so many bytes of contents.
    package static func padding(_ size: Int64) -> Int { Int((512 - size % 512) % 512) }

    /// What ends an archive.
    package static let end = [UInt8](repeating: 0, count: 2 * blockSize)

    private static let mostOctal: Int64 = 0o77777777777

    private func paxRecords(pathFits: Bool) -> [UInt8] {
        var records: [UInt8] = []
        if !pathFits { records += Self.record("path", path) }
        switch kind {
        case .file(let size):
            if size > Self.mostOctal { records += Self.record("size", String(size)) }
        case .hardLink(let target):
            if target.utf8.count > 100 || !target.utf8.allSatisfy({ $0 < 128 }) {
                records += Self.record("linkpath", target)
            }
        }
        return records
    }

    /// `25 path=…\n`, where the number counts the whole record, itself included.
    private static func record(_ key: String, _ value: String) -> [UInt8] {
        let rest = " \(key)=\(value)\n"
        var length = rest.utf8.count + 1
        while String(length).utf8.count + rest.utf8.count != length {
            length = String(length).utf8.count + rest.utf8.count
        }
        return Array("\(length)\(rest)".utf8)
    }

    /// Prefix and name, cut at a slash; nil if no cut makes them fit, or they are not ASCII.
    private static func split(_ path: String) -> (prefix: String, name: String)? {
        guard path.utf8.allSatisfy({ $0 < 128 }) else { return nil }
        if path.utf8.count <= 100 { return ("", path) }
        let slashes = path.indices.filter { path[$0] == "/" }
        let cut = slashes.first {
            path[..<$0].utf8.count <= 155 && (1...100).contains(path[path.index(after: $0)...].utf8.count)
        }
        return cut.map { (String(path[..<$0]), String(path[path.index(after: $0)...])) }
    }

    private static func cut(_ path: String) -> String {
        String(decoding: path.utf8.filter { $0 < 128 }.suffix(100), as: UTF8.self)
    }

    private func block(
        name: String, prefix: String, type: Character, size: Int64, link: String
    ) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: Self.blockSize)
        func put(_ text: String, at offset: Int) {
            block.replaceSubrange(offset..<(offset + text.utf8.count), with: text.utf8)
        }
        put(name, at: 0)
        put("0000644", at: 100)
        put("0000000", at: 108)
        put("0000000", at: 116)
        put(Self.octal(size, digits: 11), at: 124)
        put(Self.octal(max(0, modified), digits: 11), at: 136)
        put("        ", at: 148)
        put(String(type), at: 156)
        put(link, at: 157)
        put("ustar\0" + "00", at: 257)
        put(prefix, at: 345)
        let sum = block.reduce(Int64(0)) { $0 + Int64($1) }
        put(Self.octal(sum, digits: 6) + "\0 ", at: 148)
        return block
    }

    private static func octal(_ value: Int64, digits: Int) -> String {
        let text = String(value, radix: 8)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
