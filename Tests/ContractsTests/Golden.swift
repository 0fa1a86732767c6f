import Foundation
import Testing

@testable import Contracts

/// Checks that a value is written as this text, and that the text reads back as the value.
func expectGolden<Value: Codable & Equatable>(
    _ value: Value, _ text: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let flat = text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.joined()
    #expect(String(decoding: try value.jsonBytes(), as: UTF8.self) == flat, sourceLocation: sourceLocation)
    let back = try JSONDecoder().decode(Value.self, from: Data(flat.utf8))
    #expect(back == value, sourceLocation: sourceLocation)
}
