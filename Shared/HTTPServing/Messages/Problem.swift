/// What a client did wrong or we could not do, as RFC 9457 problem details.
///
/// A handler throws it; the reply is `application/problem+json`.
package struct Problem: Error, Sendable, Codable, Equatable {
    /// One field of the request that is wrong.
    package struct Field: Sendable, Codable, Equatable {
        /// A JSON pointer (RFC 6901), or the name of a query parameter.
        package let pointer: String
        package let detail: String

        package init(pointer: String, detail: String) {
            self.pointer = pointer
            self.detail = detail
        }
    }

    package var type: String
    package var title: String
    package var status: Int
    package var detail: String?
    /// A word that programs can tell apart, such as `job_not_found`.
    package var code: String
    package var errors: [Field]?
    /// Goes into Retry-After, in seconds; not into the body.
    package var retryAfter: Int?
    /// Goes into Allow, for 405.
    package var allow: String?

    package init(_ status: Int, code: String, detail: String? = nil, errors: [Field]? = nil) {
        type = "about:blank"
        title = StatusPhrase.of(status)
        self.status = status
        self.code = code
        self.detail = detail
        self.errors = errors
    }

    private enum CodingKeys: String, CodingKey { case type, title, status, detail, code, errors }
}
