package import HTTPTypes

/// What a handler answers.
package struct Reply: Sendable {
    package enum Body: Sendable {
        case empty
        case bytes([UInt8])
        /// Written while the client reads; it may throw, which breaks the connection off.
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
