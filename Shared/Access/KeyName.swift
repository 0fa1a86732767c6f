/// What people call a key: 1 to 100 characters without control characters, spaces cut off its ends.
package struct KeyName: Sendable, Hashable {
    package let text: String

    /// What is allowed, for those who are told that theirs is not.
    package static let allowed = "1 to 100 characters without control characters"

    package init?(_ text: String) {
        let trimmed = text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
        // Scalars, as PostgreSQL counts them.
        guard (1...100).contains(trimmed.reduce(0) { $0 + $1.unicodeScalars.count }),
            !trimmed.contains(where: {
                $0.unicodeScalars.contains { $0.properties.generalCategory == .control }
            })
        else { return nil }
        self.text = String(trimmed)
    }
}
