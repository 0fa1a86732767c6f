/// Why bytes are no JSON text, and where.
package struct JSONError: Error, Sendable, Hashable {
    package enum Reason: Sendable, Hashable {
        /// The text ends inside a value.
        case endsEarly
        case unexpected(byte: UInt8)
        /// Something follows the value.
        case trailing
        case number
        case escape
        case controlCharacter
        case notUTF8
        case duplicate(name: String)
        /// Deeper than `JSONParser.maxDepth`.
        case tooDeep
    }

    package let reason: Reason
    /// The byte it was noticed at, from 0.
    package let offset: Int
}

extension JSONError: CustomStringConvertible {
    package var description: String { "\(words) at byte \(offset)" }

    private var words: String {
        switch reason {
        case .endsEarly: "the JSON text ends early"
        case .unexpected(let byte) where (33...126).contains(byte):
            "unexpected character \(Character(Unicode.Scalar(byte)))"
        case .unexpected(let byte): "unexpected byte 0x\(String(byte, radix: 16))"
        case .trailing: "something follows the JSON value"
        case .number: "no JSON number, or one too large"
        case .escape: "no JSON escape"
        case .controlCharacter: "a control character that is not escaped"
        case .notUTF8: "text that is not UTF-8"
        case .duplicate(let name): "the key \"\(name.prefix(40))\" twice in one object"
        case .tooDeep: "nested deeper than \(JSONParser.maxDepth)"
        }
    }
}
