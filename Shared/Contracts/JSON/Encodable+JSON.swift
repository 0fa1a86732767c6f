import Foundation

extension Encodable {
    /// The value as one line of JSON, its keys sorted, so equal values are equal text.
    package func jsonBytes() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try Array(encoder.encode(self))
    }
}
