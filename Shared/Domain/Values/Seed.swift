/// What a random draw starts from: 31 bits, so that every server accepts it.
package struct Seed: RawRepresentable, Sendable, Hashable, Codable {
    package let rawValue: UInt32

    /// Keeps the low 31 bits.
    package init(rawValue: UInt32) { self.rawValue = rawValue & 0x7FFF_FFFF }
}
