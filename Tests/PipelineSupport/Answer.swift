package import Contracts
package import Curl

/// A reply of a service, as tests look at it.
package struct Answer {
    package let status: Int
    package let type: String
    package let body: [UInt8]
    /// What a refusal says of how to come in.
    package let challenge: String?

    package init(_ reply: CurlReply) {
        status = reply.status
        type = reply.head["Content-Type"] ?? ""
        body = reply.body
        challenge = reply.head["WWW-Authenticate"]
    }

    package var text: String { String(decoding: body, as: UTF8.self) }

    package var json: JSONValue { get throws { try JSONValue(parsing: body) } }

    /// The lines of a body of NDJSON.
    package var lines: [JSONValue] {
        get throws { try body.split(separator: UInt8(ascii: "\n")).map { try JSONValue(parsing: $0) } }
    }

    /// The pointers of the fields that a problem names.
    package var pointers: [String] {
        get throws { try json["errors"]?.elements?.compactMap { $0["pointer"]?.text } ?? [] }
    }

    /// Itself if it tells of success.
    package func succeeded() throws -> Answer {
        guard (200..<300).contains(status) else {
            throw PipelineError.refused(status: status, body: text)
        }
        return self
    }
}
