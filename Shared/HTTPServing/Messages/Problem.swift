import Access
import HTTPTypes

/// An error as a client reads it (RFC 9457): thrown by handlers, sent as JSON.
package struct Problem: Error, Sendable, Codable, Equatable {
    /// One field of the request that is wrong.
    package struct Field: Sendable, Codable, Equatable {
        /// A JSON pointer (RFC 6901), or the name of a query parameter.
        package let pointer: String
        /// What is wrong, what is allowed and what to do.
        package let detail: String

        package init(pointer: String, detail: String) {
            self.pointer = pointer
            self.detail = detail
        }
    }

    /// Always `about:blank`: `code` tells problems apart (RFC 9457 §4.2.1).
    package var type = "about:blank"
    package var title: String
    package var status: Int
    /// What a person reads: what came, what is allowed, what to do.
    package var detail: String?
    /// A word that programs can tell apart, such as `job_not_found`.
    package var code: String
    package var errors: [Field]?
    /// Goes into Retry-After, in seconds; not into the body.
    package var retryAfter: Int?
    /// Goes into Allow, for 405; not into the body.
    package var allow: String?
    /// Goes into WWW-Authenticate, for 401 and 403; not into the body.
    package var challenge: String?
    /// Goes into Accept-Encoding, for 415; not into the body.
    package var acceptEncoding: String?

    package init(_ status: Int, code: String, detail: String? = nil, errors: [Field]? = nil) {
        title = StatusPhrase.of(status)
        self.status = status
        self.detail = detail
        self.code = code
        self.errors = errors
    }

    private enum CodingKeys: String, CodingKey { case type, title, status, detail, code, errors }
}

extension Problem {
    /// A request refused for its form or its time; the detail names the rule (HTTP.md §2).
    init(_ rejection: Rejection) {
        let code =
            switch rejection.status {
            case .requestTimeout: "too_slow"
            case .contentTooLarge: "body_too_large"
            case .uriTooLong: "target_too_long"
            case .requestHeaderFieldsTooLarge: "fields_too_large"
            case .serviceUnavailable where rejection.rule == "deadline": "deadline"
            case .serviceUnavailable: "busy"
            case .notImplemented: "not_implemented"
            case .httpVersionNotSupported: "version_unknown"
            default: "bad_request"
            }
        self.init(rejection.status.code, code: code, detail: "\(rejection.detail) (\(rejection.rule))")
        if code == "busy" { retryAfter = 1 }
    }

    /// The same with dots in API keys: a client may have put one where something else belongs.
    var withoutKeys: Problem {
        var problem = self
        problem.detail = detail?.withoutKeys
        problem.errors = errors?.map { Field(pointer: $0.pointer.withoutKeys, detail: $0.detail.withoutKeys) }
        return problem
    }

    /// The server has no room now; the client should come again.
    static func busy(_ code: String, _ detail: String) -> Problem {
        var problem = Problem(503, code: code, detail: detail)
        problem.retryAfter = 1
        return problem
    }

    static func tooLarge(_ limit: Int) -> Problem {
        Problem(413, code: "body_too_large", detail: "The content is larger than \(limit) bytes.")
    }
}

/// An error of another module that knows how to be told to a client.
package protocol ProblemConvertible: Error {
    var problem: Problem { get }
}
