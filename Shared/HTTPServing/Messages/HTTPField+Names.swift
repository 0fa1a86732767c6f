package import HTTPTypes

/// Field names that swift-http-types does not list.
extension HTTPField.Name {
    package static let requestID = HTTPField.Name(constant: "X-Request-Id")
    package static let idempotencyKey = HTTPField.Name(constant: "Idempotency-Key")
    /// On an answer that was given before.
    package static let idempotentReplayed = HTTPField.Name(constant: "Idempotent-Replayed")
    static let secFetchSite = HTTPField.Name(constant: "Sec-Fetch-Site")
    static let host = HTTPField.Name(constant: "Host")
    static let keepAlive = HTTPField.Name(constant: "Keep-Alive")

    /// A name we spell ourselves.
    private init(constant: String) {
        guard let name = HTTPField.Name(constant) else { preconditionFailure("\(constant) is no token") }
        self = name
    }
}
