extension Question {
    /// What an instruction asks, by its words; what fits no family asks for everything.
    init(readFrom tokens: Tokens) {
        let words = tokens.words
        func has(_ word: String) -> Bool { words.contains(word) }
        let named = Mention.all(in: tokens).map(\.descriptor)
        let first = named.first
        if has("how") && has("many") || has("count") || has("number") && has("of") {
            self = .count(first ?? Descriptor())
        } else if has("more"), named.count >= 2 {
            self = .comparison(named[0], named[1])
        } else if has("colour") || has("color") {
            self = first.map { .hue($0) } ?? .ground
        } else if let first, has("there") || has("see") || has("any"), !has("describe") {
            self = .existence(first)
        } else if has("word") && !has("describe") || has("read") || has("text") {
            self = .word
        } else {
            self = .everything
        }
    }
}
