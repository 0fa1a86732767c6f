package import HTTPTypes

/// Why a request is refused for its form, after which its connection closes.
package struct Rejection: Error, Sendable, Equatable {
    package let status: HTTPResponse.Status
    /// The rule of HTTP.md §2 that was broken, such as `H12`.
    package let rule: String
    /// What to tell the client.
    package let detail: String

    init(_ status: HTTPResponse.Status, _ rule: String, _ detail: String) {
        self.status = status
        self.rule = rule
        self.detail = detail
    }

    /// Too much content is in memory (HTTP.md §3).
    static let noRoom = Rejection(
        .serviceUnavailable, "bodies", "The memory for requests' content is taken; come again.")
    /// An address has as many connections as it may have.
    static let crowdedAddress = Rejection(
        .serviceUnavailable, "address", "Your address has too many connections here.")

    static let plainHTTP = Rejection(
        .badRequest, "tls", "TLS is spoken here: ask again with https:// in place of http://.")

    static func malformed(_ rule: String, _ detail: String) -> Rejection {
        Rejection(.badRequest, rule, detail)
    }
}
