import Foundation
package import HTTPTypes

/// What a handler answers: a status, fields and a body, whole or streamed.
package struct Reply: Sendable {
    package enum Body: Sendable {
        case empty
        case bytes([UInt8])
        /// Written while it is made; sent in chunks.
        case stream(@Sendable (ReplyWriter) async throws -> Void)
    }

    package var status: HTTPResponse.Status
    package var fields: HTTPFields
    package var body: Body

    package init(status: HTTPResponse.Status = .ok, fields: HTTPFields = [:], body: Body = .empty) {
        self.status = status
        self.fields = fields
        self.body = body
    }
}

extension Reply {
    package static func bytes(
        _ bytes: [UInt8], type: String, status: HTTPResponse.Status = .ok
    ) -> Reply {
        Reply(status: status, fields: [.contentType: type], body: .bytes(bytes))
    }

    package static func text(
        _ text: String, type: String = "text/plain; charset=utf-8", status: HTTPResponse.Status = .ok
    ) -> Reply {
        .bytes(Array(text.utf8), type: type, status: status)
    }

    /// JSON with sorted keys.
    package static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Reply {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return .bytes([UInt8](try encoder.encode(value)), type: "application/json", status: status)
    }

    package static func stream(
        type: String, _ write: @escaping @Sendable (ReplyWriter) async throws -> Void
    ) -> Reply {
        Reply(fields: [.contentType: type], body: .stream(write))
    }

    init(_ problem: Problem) {
        // Strings and numbers always encode.
        let encoded = (try? JSONEncoder().encode(problem)) ?? Foundation.Data("{}".utf8)
        self = .bytes(
            [UInt8](encoded), type: "application/problem+json",
            status: HTTPResponse.Status(code: problem.status))
        if let seconds = problem.retryAfter { fields[.retryAfter] = "\(seconds)" }
        if let allow = problem.allow { fields[.allow] = allow }
        if problem.status == 401 { fields[.wwwAuthenticate] = "Bearer" }
    }
}
