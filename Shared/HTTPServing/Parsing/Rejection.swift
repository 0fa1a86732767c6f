/// Why a request is refused before any handler sees it.
///
/// The connection answers with the status and closes: after a framing error
/// nothing that follows can be told apart (HTTP §2).
package struct Rejection: Error, Sendable, Hashable {
    /// The status of the reply, such as 400 or 431.
    package let status: Int
    /// The rule of docs/http.md that was broken, such as `H5`.
    package let rule: String
    /// What was wrong, in words for whoever wrote the client.
    package let reason: String

    init(_ status: Int, _ rule: String, _ reason: String) {
        self.status = status
        self.rule = rule
        self.reason = reason
    }
}
