/// The form an instruction wants its answer in.
enum Form: String, Sendable, Hashable, CaseIterable, Codable {
    case free
    /// A word, a number, or yes or no, and nothing else.
    case single
    /// A full sentence.
    case sentence
    /// One kind of object per line.
    case list
}

extension Form {
    /// The form an instruction's text asks for.
    init(askedIn tokens: [String]) {
        func has(_ words: String...) -> Bool { words.allSatisfy(tokens.contains) }
        if has("only") || has("alone") || has("one", "word") || has("single", "word") {
            self = .single
        } else if has("full", "sentence") || has("full", "sentences") || has("complete", "sentence") {
            self = .sentence
        } else if has("list") || has("per", "line") {
            self = .list
        } else {
            self = .free
        }
    }

    /// Whether a text keeps this form.
    func isKept(by text: String) -> Bool {
        let tokens = Tokens(text)
        switch self {
        case .free: return true
        case .single: return (1...2).contains(tokens.words.count)
        case .sentence: return tokens.words.count >= 3 && !text.contains("\n- ")
        case .list: return text.contains("\n- ") || text.hasPrefix("- ")
        }
    }
}
