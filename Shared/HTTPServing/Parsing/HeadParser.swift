import HTTPTypes

/// Judges one complete head: request line, fields, framing (HTTP §2, H1–H25).
struct HeadParser {
    /// Everything up to and with the empty line.
    let bytes: ArraySlice<UInt8>
    let limits: ParserLimits

    func parse() throws(Rejection) -> RequestHead {
        var lines = bytes.dropLast(2).split(separator: 0x0A, omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        guard let first = lines.first else { throw Rejection(400, "H14", "there is no request line") }
        let line = try requestLine(first.dropLast())
        guard lines.count - 1 <= limits.fields else {
            throw Rejection(431, "H21", "there are more than \(limits.fields) fields")
        }
        if bytes.count - first.count > limits.head {
            throw Rejection(431, "H21", "the header section is larger than \(limits.head) bytes")
        }
        var section = FieldSection()
        for (index, raw) in lines.dropFirst().enumerated() {
            try section.add(Self.field(raw.dropLast(), isFirst: index == 0, limits: limits))
        }
        return try section.head(line)
    }

    /// The parts of a request line.
    struct Line {
        let method: String
        let target: String
        /// Of an absolute-form target; replaces Host (H17).
        let authority: String?
        let minorVersion: Int
    }

    private func requestLine(_ line: ArraySlice<UInt8>) throws(Rejection) -> Line {
        let parts = line.split(separator: 0x20, omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[0].isEmpty, !parts[1].isEmpty else {
            throw Rejection(400, "H14", "the request line is not: method, target, version")
        }
        guard ByteClass.all(parts[0], are: .token) else {
            throw Rejection(400, "H14", "the method is no token")
        }
        let minor = try minorVersion(parts[2])
        if parts[0].count > limits.method { throw Rejection(501, "H22", "the method is too long") }
        if parts[1].count > limits.target {
            throw Rejection(414, "H20", "the request target is longer than \(limits.target) bytes")
        }
        guard ByteClass.all(parts[1], are: .target) else {
            throw Rejection(400, "H19", "the target holds a byte that is not visible ASCII")
        }
        let method = String(decoding: parts[0], as: UTF8.self)
        let (target, authority) = try RequestTarget.read(
            String(decoding: parts[1], as: UTF8.self), method: method)
        return Line(method: method, target: target, authority: authority, minorVersion: minor)
    }

    private func minorVersion(_ version: ArraySlice<UInt8>) throws(Rejection) -> Int {
        let bytes = Array(version)
        guard bytes.count == 8, bytes.starts(with: Array("HTTP/".utf8)), bytes[6] == 0x2E,
            ByteClass.all([bytes[5], bytes[7]], are: .digit)
        else { throw Rejection(400, "H14", "the version is not HTTP/ digit . digit") }
        guard bytes[5] == 0x31 else {
            throw Rejection(505, "H15", "only HTTP/1.1 and HTTP/1.0 are spoken here")
        }
        return bytes[7] == 0x30 ? 0 : 1
    }

    private static func field(
        _ line: ArraySlice<UInt8>, isFirst: Bool, limits: ParserLimits
    ) throws(Rejection) -> (name: String, value: ArraySlice<UInt8>) {
        if let byte = line.first, byte == 0x20 || byte == 0x09 {
            throw isFirst
                ? Rejection(400, "H10", "white space before the first field")
                : Rejection(400, "H9", "a folded line")
        }
        return try split(line, limits: limits)
    }

    /// Name and value of one field line (H8, H11, H13).
    static func split(
        _ line: ArraySlice<UInt8>, limits: ParserLimits
    ) throws(Rejection) -> (name: String, value: ArraySlice<UInt8>) {
        guard line.count <= limits.field else { throw Rejection(431, "H21", "a field is too long") }
        guard let colon = line.firstIndex(of: 0x3A) else {
            throw Rejection(400, "H13", "a field without a colon")
        }
        let name = line[..<colon]
        if let last = name.last, last == 0x20 || last == 0x09 {
            throw Rejection(400, "H8", "white space before a colon")
        }
        guard !name.isEmpty, ByteClass.all(name, are: .token) else {
            throw Rejection(400, "H13", "a field's name is no token")
        }
        let blank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
        var value = line[line.index(after: colon)...].drop(while: blank)
        while let last = value.last, blank(last) { value.removeLast() }
        guard ByteClass.all(value, are: .value) else {
            throw Rejection(
                400, value.contains(0x0D) ? "H11" : "H13", "a field's value holds a control character")
        }
        return (String(decoding: name, as: UTF8.self), value)
    }
}
