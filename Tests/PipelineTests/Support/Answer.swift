import Contracts
import Curl

/// A reply of a service, as tests look at it.
struct Answer {
    let status: Int
    let type: String
    let body: [UInt8]

    init(_ reply: CurlReply) {
        status = reply.status
        type = reply.head["Content-Type"] ?? ""
        body = reply.body
    }

    var text: String { String(decoding: body, as: UTF8.self) }

    var json: JSONValue { get throws { try JSONValue(parsing: body) } }

    /// The lines of a body of NDJSON.
    var lines: [JSONValue] {
        get throws { try body.split(separator: UInt8(ascii: "\n")).map { try JSONValue(parsing: $0) } }
    }

    /// The pointers of the fields that a problem names.
    var pointers: [String] {
        get throws { try json["errors"]?.elements?.compactMap { $0["pointer"]?.text } ?? [] }
    }

    /// Itself if it tells of success.
    func succeeded() throws -> Answer {
        guard (200..<300).contains(status) else {
            throw PipelineError.refused(status: status, body: text)
        }
        return self
    }
}
