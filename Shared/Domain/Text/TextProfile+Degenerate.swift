extension TextProfile {
    /// Whether the text is broken: it loops, is mostly signs, or holds no word (FORMATS.md §5).
    ///
    /// The same rule serves the adapter gate (BACKENDS.md §7).
    package var isDegenerate: Bool {
        words.isEmpty || Self.hasRun(longerThan: 30, in: words) || Self.hasRun(longerThan: 2, in: sentences)
            || isMostlySigns
    }

    private static func hasRun(longerThan limit: Int, in elements: [String]) -> Bool {
        var run = 0
        for index in elements.indices {
            run = index > 0 && elements[index] == elements[index - 1] ? run + 1 : 1
            if run > limit { return true }
        }
        return false
    }

    /// The normalised sentences that hold a word; line breaks end one too.
    private var sentences: [String] {
        text.split { ".!?。！？\n\r\r\n".contains($0) }
            .map { Words(of: $0.lowercased()).all.joined(separator: " ") }
            .filter { !$0.isEmpty }
    }

    private var isMostlySigns: Bool {
        let scalars = text.unicodeScalars.filter { !$0.properties.isWhitespace }
        return 2 * scalars.count { !Words.isWordPart($0) } > scalars.count
    }
}
