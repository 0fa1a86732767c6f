/// The query of a target, decoded once (`a=1&b=x%20y`, `+` is a space).
package struct Query: Sendable, Equatable {
    private let pairs: [(name: String, value: String)]

    /// Nil when a percent escape is broken or holds NUL.
    package init?(_ text: Substring) {
        var pairs: [(name: String, value: String)] = []
        for part in text.split(separator: "&") {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentText.decode(sides[0], plusIsSpace: true),
                let value = PercentText.decode(sides.count > 1 ? sides[1] : "", plusIsSpace: true)
            else { return nil }
            pairs.append((name, value))
        }
        self.pairs = pairs
    }

    /// The first value of a name.
    package subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

    package var names: [String] { pairs.map(\.name) }

    package static func == (left: Query, right: Query) -> Bool {
        left.pairs.elementsEqual(right.pairs) { $0 == $1 }
    }
}
