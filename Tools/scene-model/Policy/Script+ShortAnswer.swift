extension Decision {
    /// The answer to a short question, laid out one way.
    static func answering(_ question: Question, _ beliefs: [Belief], _ manner: Manner) -> [Decision] {
        manner == .short ? short(question, beliefs) : sentence(question, beliefs)
    }

    /// `three`, `Three.` or `3`: first the style, then the answer in it.
    private static func short(_ question: Question, _ beliefs: [Belief]) -> [Decision] {
        var styles: [@Sendable (Answer) -> String] = [
            { $0.short(to: question) }, { $0.short(to: question).sentenceCased + "." },
        ]
        if case .count = question { styles.append { $0.digits(to: question) } }
        return [
            Decision(
                styles.map { style in
                    Alternative("", then: [Decision(beliefs.map { $0.alternative(style($0.answer)) })])
                })
        ]
    }

    private static func sentence(_ question: Question, _ beliefs: [Belief]) -> [Decision] {
        [
            Decision(wordings: question.openings),
            Decision(beliefs.map { $0.alternative($0.answer.clause(to: question) + ".") }),
        ]
    }

    /// A remark nobody asked for: true of the ground, or an object that is not there.
    static func remark(_ content: Content, invention: Look) -> Decision {
        let ground = Ground(rawValue: content.ground).map {
            [Alternative(" The ground is \($0.rawValue).", [.remarking: 1])]
        }
        let made = Descriptor(invention).singular
        return Decision(
            [Alternative("")] + (ground ?? [])
                + [Alternative(" There is also a \(made).", [.inventing: 1], .invention)])
    }
}

extension Belief {
    fileprivate func alternative(_ text: String) -> Alternative { Alternative(text, features, deed) }
}

extension Answer {
    fileprivate func digits(to question: Question) -> String {
        if case .number(let number) = self { String(number) } else { short(to: question) }
    }
}
