package import Digests

/// An API key: `pm_`, twelve characters that name it, `_`, and 43 that prove it.
///
/// The characters are digits and letters, each drawn evenly from the system's generator,
/// so the secret part holds 256 bits. What is stored is the SHA-256 of the whole text: a
/// slow hash protects secrets that people choose, and nobody can try 2²⁵⁶ random ones.
package struct APIKey: Sendable, Equatable {
    /// Names the key and is no secret: `pm_` with the twelve characters.
    package let id: String
    private let secret: String

    package static let prefix = "pm_"
    static let idLength = 12
    static let secretLength = 43
    private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")

    /// Makes a new key.
    package init(using random: inout some RandomNumberGenerator) {
        id = Self.prefix + Self.draw(Self.idLength, &random)
        secret = Self.draw(Self.secretLength, &random)
    }

    package static func make() -> APIKey {
        var random = SystemRandomNumberGenerator()
        return APIKey(using: &random)
    }

    /// Reads what `exposed` gives; nil for anything else.
    package init?(parsing text: String) {
        let bytes = text.utf8
        guard bytes.count == Self.idTextLength + 1 + Self.secretLength, text.hasPrefix(Self.prefix) else {
            return nil
        }
        let id = String(decoding: bytes.prefix(Self.idTextLength), as: UTF8.self)
        let rest = bytes.dropFirst(Self.idTextLength)
        guard rest.first == UInt8(ascii: "_"), Self.isID(id), rest.dropFirst().allSatisfy(Self.isAllowed)
        else { return nil }
        self.id = id
        secret = String(decoding: rest.dropFirst(), as: UTF8.self)
    }

    /// The whole text, for the one who asked for the key; it is shown once.
    package var exposed: String { "\(id)_\(secret)" }

    /// What is stored of it and compared.
    package var digest: SHA256Digest { SHA256Digest(of: exposed.utf8) }

    /// Whether a text is the id of a key.
    package static func isID(_ text: String) -> Bool {
        text.utf8.count == idTextLength && text.hasPrefix(prefix)
            && text.utf8.dropFirst(prefix.utf8.count).allSatisfy(isAllowed)
    }

    private static var idTextLength: Int { prefix.utf8.count + idLength }

    private static func draw(_ count: Int, _ random: inout some RandomNumberGenerator) -> String {
        String((0..<count).map { _ in alphabet[Int.random(in: alphabet.indices, using: &random)] })
    }

    static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }
}

/// The secret part is never printed.
extension APIKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "\(id)_••••" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["id": id]) }
}
