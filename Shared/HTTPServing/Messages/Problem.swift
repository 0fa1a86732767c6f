package import HTTPTypes

/// An error as a client reads it (RFC 9457): thrown by handlers, sent as JSON.
package struct Problem: Error, Sendable, Equatable {
    /// One thing wrong with the request's content.
    package struct Fault: Sendable, Codable, Equatable {
        /// JSON Pointer to the field (RFC 6901).
        package var pointer: String
        /// What is wrong, what is allowed and what to do.
        package var detail: String

        package init(pointer: String, detail: String) {
            self.pointer = pointer
            self.detail = detail
        }
    }

    package var status: HTTPResponse.Status
    /// What a program compares: `not_found`, `too_large`.
    package var code: String
    /// What a person reads: what came, what is allowed, what to do.
    package var detail: String
    package var errors: [Fault]
    /// Fields of the reply, such as Allow or Retry-After.
    package var fields: HTTPFields

    package init(
        status: HTTPResponse.Status,
        code: String,
        detail: String,
        errors: [Fault] = [],
        fields: HTTPFields = [:]
    ) {
        self.status = status
        self.code = code
        self.detail = detail
        self.errors = errors
        self.fields = fields
    }
}

extension Problem {
    /// The problem as a reply.
    package var reply: Reply {
        var reply = (try? Reply.json(self, status: status)) ?? Reply(status: status)  // strings always encode
        reply.fields[.contentType] = "application/problem+json"
        reply.fields.append(contentsOf: fields)
        return reply
    }

    /// A malformed request; its rule is the code, so that the reply names it.
    init(_ rejection: Rejection) {
        self.init(status: rejection.status, code: rejection.rule.lowercased(), detail: rejection.detail)
    }

    /// The server has no room now; the client should come again.
    static func busy(_ code: String, _ detail: String) -> Problem {
        Problem(
            status: .serviceUnavailable, code: code, detail: detail,
            fields: [.retryAfter: "1"])
    }
}
