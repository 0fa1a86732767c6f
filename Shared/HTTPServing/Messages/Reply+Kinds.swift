package import Foundation
package import HTTPTypes

extension Reply {
    /// Bytes of a media type.
    package static func bytes(
        _ bytes: [UInt8], type: String = "application/octet-stream", status: HTTPResponse.Status = .ok
    ) -> Reply {
        Reply(status: status, fields: [.contentType: type], body: .bytes(bytes))
    }

    /// Text, as UTF-8.
    package static func text(
        _ text: String, type: String = "text/plain; charset=utf-8", status: HTTPResponse.Status = .ok
    ) -> Reply {
        bytes(Array(text.utf8), type: type, status: status)
    }

    /// A problem, as `application/problem+json`; what it says of the request shows no key.
    package static func problem(_ problem: Problem) -> Reply {
        let status = HTTPResponse.Status(code: problem.status)
        // Strings always encode.
        var reply = (try? json(problem.withoutKeys, status: status)) ?? Reply(status: status)
        reply.fields[.contentType] = "application/problem+json"
        if let seconds = problem.retryAfter { reply.fields[.retryAfter] = "\(seconds)" }
        if let allow = problem.allow { reply.fields[.allow] = allow }
        if let challenge = problem.challenge { reply.fields[.wwwAuthenticate] = challenge }
        if let encodings = problem.acceptEncoding { reply.fields[.acceptEncoding] = encodings }
        return reply
    }

    /// A value as JSON, with the project's encoder unless another is given.
    package static func json(
        _ value: some Encodable, status: HTTPResponse.Status = .ok, encoder: JSONEncoder = .replies
    ) throws -> Reply {
        bytes([UInt8](try encoder.encode(value)), type: "application/json", status: status)
    }

    /// Written as the client reads.
    package static func stream(
        type: String, status: HTTPResponse.Status = .ok,
        _ write: @escaping @Sendable (ReplyWriter) async throws -> Void
    ) -> Reply {
        Reply(status: status, fields: [.contentType: type], body: .stream(write))
    }

    /// One JSON value a line, each sent as it comes.
    package static func ndjson<Values: AsyncSequence & Sendable>(
        _ values: Values, encoder: JSONEncoder = .replies
    ) -> Reply where Values.Element: Encodable {
        .stream(type: "application/x-ndjson") { writer in
            for try await value in values {
                var line = [UInt8](try encoder.encode(value))
                line.append(Ascii.lineFeed)
                try await writer.write(line)
            }
        }
    }
}

extension JSONEncoder {
    /// Snake-case names are the types' own affair; slashes are left alone, keys are sorted.
    package static var replies: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return encoder
    }
}
