package import Foundation

/// What a public id names; its prefix tells people and logs what they look at.
package protocol PublicIDKind: Sendable {
    static var prefix: String { get }
}

/// An id that users see: a prefix and a UUIDv7 in 32 hexadecimal digits (RFC 9562 §5.7).
///
/// Opaque to users, sorted by time of creation, never used to address a task.
package struct PublicID<Kind: PublicIDKind>: Sendable, Hashable {
    package let uuid: UUID

    /// Takes an id as the database stored it.
    package init(uuid: UUID) { self.uuid = uuid }

    /// Makes a new id of a moment in time.
    package init(
        at date: Date = Date(), using random: inout some RandomNumberGenerator
    ) {
        let milliseconds = UInt64(max(0, date.timeIntervalSince1970 * 1000))
        let high = milliseconds << 16 | 0x7000 | random.next() & 0x0FFF
        let low = 1 << 63 | random.next() & (1 << 62 - 1)
        uuid = UUID(high: high, low: low)
    }

    package static func make() -> Self {
        var random = SystemRandomNumberGenerator()
        return Self(using: &random)
    }

    /// The 32 digits after the prefix; adapter names end in the last 8 (DECISIONS 25).
    package var digits: String { uuid.uuidString.lowercased().filter { $0 != "-" } }
}

extension PublicID: LosslessStringConvertible {
    /// Reads the form that `description` gives; nil for anything else.
    package init?(_ description: String) {
        guard description.hasPrefix(Kind.prefix) else { return nil }
        let digits = description.dropFirst(Kind.prefix.count)
        guard digits.utf8.count == 32, digits.utf8.allSatisfy(Self.isDigit),
            let high = UInt64(digits.prefix(16), radix: 16), let low = UInt64(digits.suffix(16), radix: 16)
        else { return nil }
        uuid = UUID(high: high, low: low)
    }

    package var description: String { Kind.prefix + digits }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (97...102).contains(byte)
    }
}

extension PublicID: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let id = Self(text) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "an id like \(Kind.prefix)… with 32 hexadecimal digits is expected")
        }
        self = id
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension UUID {
    fileprivate init(high: UInt64, low: UInt64) {
        let bytes = withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { $0.loadUnaligned(as: uuid_t.self) }
        self.init(uuid: bytes)
    }
}
