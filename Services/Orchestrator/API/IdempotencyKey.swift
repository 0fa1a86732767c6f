import HTTPServing
import HTTPTypes
import Schemas

/// The field Idempotency-Key: a client's own name for a request that creates
/// (draft-ietf-httpapi-idempotency-key-header-07; quoted as there, or bare as most send it).
struct IdempotencyKey: Sendable, Hashable {
    static let maxLength = 255
    /// Bare or quoted.
    static let schema = Schema.text(pattern: "([!#-~]{1,\(maxLength)}|\"[!#-~]{1,\(maxLength)}\")")

    let text: String

    /// Nil where the field is missing; 400 where it is no key.
    init?(of request: Request) throws(Problem) {
        guard let value = request[.idempotencyKey] else { return nil }
        guard let key = Self(value) else {
            throw Problem(
                400, code: "bad_idempotency_key",
                detail:
                    "Idempotency-Key must be 1 to \(Self.maxLength) visible ASCII characters, such as a UUID")
        }
        self = key
    }

    init?(_ value: String) {
        let bytes = Array(value.utf8)
        let isQuoted =
            bytes.count >= 2 && bytes.first == UInt8(ascii: "\"") && bytes.last == UInt8(ascii: "\"")
        let inner = isQuoted ? bytes.dropFirst().dropLast() : bytes[...]
        let isVisible = inner.allSatisfy { (33...126).contains($0) && $0 != UInt8(ascii: "\"") }
        guard (1...Self.maxLength).contains(inner.count), isVisible else { return nil }
        text = String(decoding: inner, as: UTF8.self)
    }
}
