/// The part of a target behind the question mark, as names and values.
///
/// Decoded when asked: `+` is a space, as forms write it. A pair whose escapes
/// are malformed is passed over.
package struct Query: Sendable, Hashable {
    /// As it came, without the question mark.
    package let raw: String

    package init(raw: String) { self.raw = raw }

    /// All pairs in their order; a name without `=` has an empty value.
    package var pairs: [(name: String, value: String)] {
        raw.utf8.split(separator: UInt8(ascii: "&")).compactMap { pair in
            let parts = pair.split(separator: Ascii.equals, maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentDecoding.decode(parts[0], plusIsSpace: true),
                let value = PercentDecoding.decode(parts.dropFirst().first ?? "".utf8[...], plusIsSpace: true)
            else { return nil }
            return (name, value)
        }
    }

    package var names: [String] { pairs.map(\.name) }

    /// Whether every escape stands for text.
    var isWellFormed: Bool {
        pairs.count == raw.utf8.split(separator: UInt8(ascii: "&")).count
    }

    /// The first value of a name.
    package subscript(name: String) -> String? {
        raw.isEmpty ? nil : pairs.first { $0.name == name }?.value
    }

    /// All values of a name.
    package subscript(all name: String) -> [String] {
        raw.isEmpty ? [] : pairs.filter { $0.name == name }.map(\.value)
    }
}
