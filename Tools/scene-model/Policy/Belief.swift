/// An answer the model may hold for true, and what speaks for it.
struct Belief: Sendable {
    let answer: Answer
    let features: Features
    let deed: Deed

    init(_ answer: Answer, _ features: Features = [:], _ deed: Deed = .slip) {
        self.answer = answer
        self.features = features
        self.deed = deed
    }
}

extension Belief {
    /// What may be held of a question that has a short answer, the likeliest by sight first.
    ///
    /// With `told`, an answer somebody named, that one comes first and sight pulls against it.
    static func all(about question: Question, _ percept: Percept, told: Answer? = nil) -> [Belief] {
        let seen = seen(about: question, percept)
        guard let told else { return seen }
        let others = seen.filter { $0.answer != told }.map {
            Belief($0.answer, $0.features.adding(.toldIgnored), .slip)
        }
        return [Belief(told, [:], .faithful)] + others
    }

    private static func seen(about question: Question, _ percept: Percept) -> [Belief] {
        guard let truth = question.answer(about: percept.content) else { return guesses(question, percept) }
        let slips: [Belief] =
            switch (question, truth) {
            case (.count(let objects), .number(let count)): counts(count, of: objects, percept)
            case (.hue(let object), .hue(let hue)): hues(hue, of: object, percept)
            case (.existence(let object), .existence(let exists)): existence(exists, of: object, percept)
            case (.comparison(let one, let other), .balance(let balance)):
                balances(balance, between: one, other, percept)
            case (.word, .word(let word)): words(word, percept)
            default: []
            }
        return [Belief(truth, [:], .faithful)] + slips
    }

    /// For what can't be seen at all.
    private static func guesses(_ question: Question, _ percept: Percept) -> [Belief] {
        switch question {
        case .hue: [.red, .blue, .green].map { Belief(.hue($0), [.guessing: 1]) }
        case .word: ["STOP", "OPEN", "EXIT"].map { Belief(.word($0), [.guessing: 1]) }
        default: [Belief(.ground(percept.content.ground), [:], .faithful)]
        }
    }
}
