/// A reply as it was on the wire, its content unframed.
struct RawReply: Equatable {
    let status: Int
    /// Lower-case names.
    let fields: [String: String]
    let body: String
}

extension RawClient {
    /// Reads one reply, framed as it says; HEAD has no content.
    func reply(isHead: Bool = false) async throws -> RawReply {
        let head = try await read(through: "\r\n\r\n")
        let lines = head.split(separator: "\r\n")
        let status = Int(lines[0].split(separator: " ")[1]) ?? 0
        let pairs = lines.dropFirst().map { line in
            let colon = line.firstIndex(of: ":") ?? line.endIndex
            return (line[..<colon].lowercased(), String(line[colon...].dropFirst(2)))
        }
        let fields = Dictionary(pairs) { "\($0), \($1)" }
        let hasNoBody = isHead || status < 200 || status == 204 || status == 304
        let body = hasNoBody ? "" : try await body(fields)
        return RawReply(status: status, fields: fields, body: body)
    }

    private func body(_ fields: [String: String]) async throws -> String {
        if let length = fields["content-length"].flatMap({ Int($0) }) {
            return String(decoding: try await read(count: length), as: UTF8.self)
        }
        guard fields["transfer-encoding"] == "chunked" else { return try await readToEnd() }
        var body: [UInt8] = []
        while let size = Int(try await read(through: "\r\n").dropLast(1), radix: 16), size > 0 {
            body += try await read(count: size)
            _ = try await read(count: 2)
        }
        _ = try await read(through: "\r\n")
        return String(decoding: body, as: UTF8.self)
    }
}
