extension Decision {
    /// Every answer to a question in every manner, with no regard to any picture.
    ///
    /// A language model gives any text some probability. This is that part of ours: by
    /// it texts are scored that were drawn from a perturbed picture, or by revision, so
    /// that the generator can learn from them (PIPELINE §4). All of it is equally
    /// likely, and hardly ever drawn: `Feature.straying` alone decides.
    static func straying(from question: Question) -> Decision {
        let manners: [Manner] = question == .everything ? [.sentence, .list] : [.short, .sentence]
        let tellsGround = question == .everything || question == .ground
        return Decision(
            manners.map { manner in Alternative("", then: anything(to: question, manner)) }
                + (tellsGround ? [Alternative("", then: [plain])] : []))
    }

    private static func anything(to question: Question, _ manner: Manner) -> [Decision] {
        switch question {
        case .everything: [Decision(wordings: manner.openings), items(manner)]
        case .word where manner == .short: [letters(), Decision(wordings: ["", "."])]
        case .word: [Decision(wordings: question.openings), letters(), Decision(wordings: ["."]), remark]
        default:
            Decision.answering(question, question.everyAnswer.map { Belief($0) }, manner)
                + (manner == .short ? [] : [remark])
        }
    }

    private static let grounds = Ground.allCases.map(\.rawValue) + Hue.allCases.map(\.rawValue)

    private static let plain = Decision(wordings: grounds.map { "\($0.sentenceCased), and nothing else." })

    private static let remark = Decision(
        wordings: [""] + Ground.allCases.map { " The ground is \($0.rawValue)." }
            + Look.all.map { " There is also a \(Descriptor($0).singular)." })

    /// One letter or more, as many as `most`.
    private static func letters(atMost most: Int = 20) -> Decision {
        Decision(
            alphabet.map { letter in
                Alternative(letter, then: most > 1 ? [stopping(or: [letters(atMost: most - 1)])] : [])
            })
    }

    private static let alphabet = Font.glyphs.keys.sorted().map(String.init)

    /// Either nothing more, or what follows.
    private static func stopping(or next: @autoclosure @escaping @Sendable () -> [Decision]) -> Decision {
        Decision([Alternative(""), Alternative("", then: next())])
    }

    /// Any number of items, as many as `most`.
    private static func items(_ manner: Manner, atMost most: Int = 40) -> Decision {
        stopping(
            or: most > 0 ? [manner == .list ? listItem : sentenceItem, items(manner, atMost: most - 1)] : [])
    }

    private static let listItem = item(start: "\n- ", isCased: false, word: ("the word ", ""), end: "")
    private static let sentenceItem = item(
        start: " ", isCased: true, word: ("The word ", " is printed."), end: ".")

    private static func item(
        start: String, isCased: Bool, word: (before: String, after: String), end: String
    ) -> Decision {
        let counts = (1...Question.mostCounted).map { count in
            let number = isCased ? Numeral.word(count).sentenceCased : Numeral.word(count)
            return Alternative(start + number, then: look(isOne: count == 1, end: end))
        }
        let after = word.after
        return Decision(
            counts + [Alternative(start + word.before, then: [letters(), Decision(wordings: [after])])])
    }

    private static func look(isOne: Bool, end: String) -> [Decision] {
        [
            Decision(wordings: Size.allCases.map { " \($0.rawValue)" }),
            Decision(wordings: Hue.allCases.map { " \($0.rawValue)" }),
            Decision(wordings: Shape.allCases.map { " \(isOne ? $0.rawValue : $0.plural)\(end)" }),
        ]
    }
}

extension Question {
    /// Crowds of more are not named.
    static let mostCounted = 40

    /// What can be answered at all; nothing where answers are put together of parts.
    fileprivate var everyAnswer: [Answer] {
        switch self {
        case .count: (0...Self.mostCounted).map { .number($0) }
        case .hue: Hue.allCases.map { .hue($0) }
        case .existence: [.existence(true), .existence(false)]
        case .comparison: Balance.allCases.map { .balance($0) }
        case .ground: (Ground.allCases.map(\.rawValue) + Hue.allCases.map(\.rawValue)).map { .ground($0) }
        case .word, .everything: []
        }
    }
}
