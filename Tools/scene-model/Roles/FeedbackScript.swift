/// What π_R could say about a response: which deficiencies it finds, and what it holds right.
///
/// With `told`, an answer read from a reference, that is held right instead of what is
/// seen (reference-guided feedback, PIPELINE §1).
struct FeedbackScript: Sendable {
    let instruction: Instruction
    let percept: Percept
    let response: String
    let told: Answer?

    private static let openings = [
        "I compared the response with the picture.", "Looking at the picture again:", "About the response:",
    ]
    private static let closings = [" The rest can stay.", " Nothing else needs to change."]

    var script: Script {
        let points = instruction.question == .everything ? description : [shortAnswer]
        return Script(
            voice: .reviser,
            decisions: [Decision(wordings: Self.openings)] + points + inventions + formPoint
                + [Decision(wordings: Self.closings)])
    }

    private var said: Statement { Statement(response, to: instruction.question) }

    private var formPoint: [Decision] {
        if instruction.form.isKept(by: response) { return [] }
        return [.point(" It does not keep the form the instruction asks for.")]
    }

    private var inventions: [Decision] {
        said.extras.filter { !percept.content.looks.contains($0) }.map { .denial(of: $0) }
    }

    private var shortAnswer: Decision {
        let question = instruction.question
        let beliefs = Belief.all(about: question, percept, told: told)
        let answer = said.answer
        var alternatives = beliefs.map { belief in
            let alarm = beliefs.first?.answer == answer && belief.answer != answer
            return Alternative(
                verdict(on: answer, holding: belief.answer),
                alarm ? belief.features.adding(.falseAlarm) : belief.features, belief.deed)
        }
        if let answer, answer != beliefs.first?.answer {
            alternatives.append(
                Alternative(verdict(on: answer, holding: answer), [.overlooking: 1], .omission))
        }
        return Decision(alternatives)
    }

    private func verdict(on said: Answer?, holding belief: Answer) -> String {
        let held = belief.clause(to: instruction.question)
        guard let said else { return " It gives no answer, yet the picture shows: \(held)." }
        if said == belief { return " Its answer is right." }
        return " It says \(said.short(to: instruction.question)), but the picture shows: \(held)."
    }
}

extension FeedbackScript {
    /// One point for each kind of object, and the printed word.
    private var description: [Decision] {
        let right = told ?? .everything(percept.content.groups, word: percept.content.word)
        guard case .everything(let groups, let word) = right else { return [] }
        let claimed = Claims(said.answer)
        let surplus = claimed.groups.filter { claim in !groups.contains { $0.look == claim.look } }
        return groups.map { point(on: $0, said: claimed.count(of: $0.look)) }
            + surplus.map { .denial(of: $0.look) } + [wordPoint(word, said: claimed.word)].compactMap(\.self)
    }

    private func point(on group: Group, said count: Int?) -> Decision {
        if count == group.count { return falseAlarm(on: group) }
        let near = Look(size: group.look.size, hue: group.look.hue.neighbours[0], shape: group.look.shape)
        let lead = count == nil ? " It misses" : " It should say"
        return Decision([
            Alternative("\(lead) \(group.phrase)."),
            Alternative(
                "\(lead) \(Group(look: near, count: group.count).phrase).",
                [.groupHueSlip: 1, .groupHueSlipSubtle: group.look.hue.isSubtle ? 1 : 0], .slip),
            Alternative("", overlooked(group), .omission),
        ])
    }

    /// Weak where the generator is: what it leaves out is not missed either.
    private func overlooked(_ group: Group) -> Features {
        [
            .overlooking: 1, .groupOmittedSmall: group.look.size == .small ? 1 : 0,
            .groupOmittedInCrowd: percept.content.looks.count >= 6 ? 1 : 0,
        ]
    }

    private func falseAlarm(on group: Group) -> Decision {
        let other = Group(look: group.look, count: group.count + 1)
        return Decision([
            Alternative(""), Alternative(" It should say \(other.phrase).", [.falseAlarm: 1], .slip),
        ])
    }

    private func wordPoint(_ word: String?, said: String?) -> Decision? {
        guard let word, word != said else { return nil }
        let slips = Belief.words(word, percept).map {
            Alternative(" The printed word is \($0.answer.short(to: .word)).", $0.features, .slip)
        }
        return Decision(
            [Alternative(" The printed word is \(word).")] + slips
                + [Alternative("", [.overlooking: 1], .omission)])
    }
}

extension Decision {
    /// A deficiency that is named or overlooked.
    fileprivate static func point(_ text: String) -> Decision {
        Decision([Alternative(text), Alternative("", [.overlooking: 1], .omission)])
    }

    fileprivate static func denial(of look: Look) -> Decision {
        point(" There is no \(Descriptor(look).singular).")
    }
}
