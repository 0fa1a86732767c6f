/// What a text says in answer to a question, and what it says beyond that.
struct Statement: Sendable, Hashable {
    /// Nil when the text gives no answer.
    var answer: Answer?
    /// Looks it claims to be there although nobody asked.
    var extras: [Look]
    /// The ground it names, nil if none.
    var ground: String?
}

extension Statement {
    /// Reads a text as an answer to `question`.
    init(_ text: some StringProtocol, to question: Question) {
        let tokens = Tokens(text)
        let mentions = Mention.all(in: tokens)
        answer = Self.answer(in: tokens, mentions, to: question)
        extras = Self.extras(in: mentions, to: question)
        ground =
            zip(tokens.words, tokens.words.dropFirst(2))
            .first { $0.0 == "ground" && Ground(rawValue: $0.1) != nil }?.1
    }

    private static func extras(in mentions: [Mention], to question: Question) -> [Look] {
        if question == .everything { return [] }
        return mentions.filter { ($0.count ?? 0) > 0 && !question.names($0.descriptor) }
            .compactMap(\.descriptor.look)
    }

    private static func answer(in tokens: Tokens, _ mentions: [Mention], to question: Question) -> Answer? {
        switch question {
        case .count(let descriptor): number(in: tokens, mentions, of: descriptor)
        case .hue: tokens.words.lazy.compactMap { Hue(rawValue: $0) }.first.map { .hue($0) }
        case .existence(let descriptor): existence(in: tokens, mentions, of: descriptor)
        case .comparison(let first, let second): balance(in: tokens, mentions, first, second)
        case .word: word(in: tokens, alone: tokens.words.count == 1).map { .word($0) }
        case .everything: everything(in: tokens, mentions)
        case .ground: ground(in: tokens)
        }
    }

    private static func number(in tokens: Tokens, _ mentions: [Mention], of descriptor: Descriptor) -> Answer?
    {
        let named = mentions.first { $0.descriptor == descriptor && $0.count != nil }?.count
        let numbers = tokens.words.compactMap(Numeral.number)
        return (named ?? (numbers.count == 1 ? numbers.first : nil)).map { .number($0) }
    }

    private static func existence(
        in tokens: Tokens, _ mentions: [Mention], of descriptor: Descriptor
    ) -> Answer? {
        if let said = tokens.words.first(where: { $0 == "yes" || $0 == "no" }) {
            return .existence(said == "yes")
        }
        return mentions.first { $0.descriptor == descriptor && $0.count != nil }
            .map { .existence($0.count != 0) }
    }

    private static func balance(
        in tokens: Tokens, _ mentions: [Mention], _ first: Descriptor, _ second: Descriptor
    ) -> Answer? {
        if tokens.words.contains(where: ["equal", "equally", "same"].contains) { return .balance(.even) }
        guard let leader = mentions.first?.descriptor else { return nil }
        if leader == first { return .balance(.first) }
        return leader == second ? .balance(.second) : nil
    }

    /// The first word in capitals; a text of one word may have any case.
    private static func word(in tokens: Tokens, alone: Bool) -> String? {
        if alone { return tokens.written.first?.uppercased() }
        return tokens.written.first { $0.utf8.count > 1 && $0.utf8.allSatisfy { (65...90).contains($0) } }
    }

    private static func everything(in tokens: Tokens, _ mentions: [Mention]) -> Answer? {
        var counts: [Look: Int] = [:]
        for mention in mentions {
            guard let look = mention.descriptor.look, let count = mention.count else { continue }
            counts[look] = count
        }
        let groups = counts.filter { $0.value > 0 }.map { Group(look: $0.key, count: $0.value) }
        let word = word(in: tokens, alone: false)
        if groups.isEmpty && word == nil { return nil }
        return .everything(groups.sorted { $0.look.order < $1.look.order }, word: word)
    }

    private static func ground(in tokens: Tokens) -> Answer? {
        tokens.words.first { Ground(rawValue: $0) != nil || Hue(rawValue: $0) != nil }.map { .ground($0) }
    }
}

extension Question {
    /// Whether the question itself is about these objects.
    fileprivate func names(_ descriptor: Descriptor) -> Bool {
        switch self {
        case .count(let asked), .hue(let asked), .existence(let asked): asked == descriptor
        case .comparison(let first, let second): first == descriptor || second == descriptor
        case .word, .everything, .ground: false
        }
    }
}
