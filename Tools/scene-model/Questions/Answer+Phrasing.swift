extension Answer {
    /// The answer alone: `three`, `red`, `yes`, `circles`, `STOP`.
    func short(to question: Question) -> String {
        switch self {
        case .number(let number): Numeral.word(number)
        case .hue(let hue): hue.rawValue
        case .existence(let exists): exists ? "yes" : "no"
        case .balance(let balance): question.short(balance)
        case .word(let word): word
        case .ground(let ground): ground
        case .everything: clause(to: question)
        }
    }

    /// The answer as the rest of a sentence that `Question.openings` begin.
    func clause(to question: Question) -> String {
        switch (self, question) {
        case (.number(let number), .count(let descriptor)): descriptor.phrase(count: number)
        case (.existence(true), .existence(let descriptor)): "yes, there is a \(descriptor.singular)"
        case (.existence(false), .existence(let descriptor)): "no, there is no \(descriptor.singular)"
        case (.balance(let balance), .comparison(let first, let second)):
            balance.clause(first.plural, second.plural)
        case (.everything(let groups, let word), _):
            (groups.map(\.phrase) + (word.map { ["the word \($0)"] } ?? [])).joined(separator: ", ")
        default: short(to: question)
        }
    }
}

extension Balance {
    fileprivate func clause(_ first: String, _ second: String) -> String {
        switch self {
        case .first: "more \(first) than \(second)"
        case .second: "more \(second) than \(first)"
        case .even: "equally many \(first) and \(second)"
        }
    }
}

extension Question {
    fileprivate func short(_ balance: Balance) -> String {
        guard case .comparison(let first, let second) = self else { return "equal" }
        return switch balance {
        case .first: first.plural
        case .second: second.plural
        case .even: "equal"
        }
    }

    /// Beginnings of a sentence that a clause ends.
    var openings: [String] {
        switch self {
        case .count: ["I see ", "I count ", "The picture shows "]
        case .hue(let descriptor):
            ["The \(descriptor.singular) is ", "Its colour is ", "I would call the \(descriptor.singular) "]
        case .existence: ["I looked closely: ", "Judging by the picture, ", "As far as I can see, "]
        case .comparison: ["There are ", "I count ", "The picture shows "]
        case .word: ["The word is ", "The printed word reads ", "The picture says "]
        case .everything: ["Here is what I see.", "The picture shows the following.", "I see these things."]
        case .ground: ["The picture is ", "Its colour is ", "I see plain "]
        }
    }
}
