import Foundation
import Testing

@testable import Settings

@Suite struct KnownVariablesTests {
    /// The variables in the first column of the table of docs/operations.md.
    private static func documented() throws -> [String] {
        let page = URL(filePath: #filePath).appending(path: "../../../docs/operations.md").standardized
        return try String(contentsOf: page, encoding: .utf8).split(separator: "\n")
            .filter { $0.hasPrefix("| PAIRMILL_") }
            .compactMap { $0.split(separator: "|").first }
            .flatMap { $0.matches(of: /PAIRMILL_[A-Z_]+/).map { String($0.output) } }
    }

    @Test func `every documented variable is known to programs that do not read it`() throws {
        let documented = try Self.documented()
        #expect(documented.count > 15)
        #expect(documented.filter { !KnownVariables.all.contains($0) } == [])
    }
}
