extension TextProfile {
    /// Whether a text is broken: it loops, is mostly signs, or holds no word (FORMATS.md §5).
    ///
    /// The same rule serves the adapter gate (BACKENDS.md §7).
    static func isDegenerate(_ text: String, words: [String]) -> Bool {
        words.isEmpty || hasRun(longerThan: 30, in: words) || hasRun(longerThan: 2, in: sentences(of: text))
            || isMostlySigns(text)
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
    private static func sentences(of text: String) -> [String] {
        text.unicodeScalars.split(whereSeparator: endsSentence)
            .map { Words(of: String($0).lowercased()).all.joined(separator: " ") }
            .filter { !$0.isEmpty }
    }

    private static func endsSentence(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ".", "!", "?", "。", "！", "？", "\n", "\r": true
        default: false
        }
    }

    private static func isMostlySigns(_ text: String) -> Bool {
        var (all, signs) = (0, 0)
        for scalar in text.unicodeScalars where !Words.isSpace(scalar) {
            all += 1
            if !Words.isWordPart(scalar) { signs += 1 }
        }
        return 2 * signs > all
    }
}
