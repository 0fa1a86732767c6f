/// What π_G could say to an instruction about a picture.
struct GenerationScript: Sendable {
    let instruction: Instruction
    let percept: Percept
    /// What a reference shown in the prompt says; it guides the response.
    let told: Answer?
    /// Whether it may, very seldom, say what does not fit the picture at all.
    var strays = true

    var script: Script {
        let (kept, ignored) = Manner.choices(for: instruction.form, instruction.question)
        let alternatives =
            kept.map { Alternative("", then: body($0)) }
            + ignored.map { Alternative("", [.formIgnored: 1], .malformed, then: body($0)) }
        return Script(voice: .generator, decisions: [Decision(alternatives + evasions + straying)])
    }

    private var straying: [Alternative] {
        guard strays else { return [] }
        let question = instruction.question
        return [Alternative("", [.straying: 1], .slip, then: [.straying(from: question)])]
    }

    private var evasions: [Alternative] {
        let question = instruction.question
        let seen = question.answer(about: percept.content)
        let doubt = seen == nil && told == nil ? 1.5 : percept.doubt()
        return ["I cannot tell from this picture.", "That is not clear to me."].map {
            Alternative($0, [.evading: 1, .evadingInDoubt: doubt], .evasion)
        }
    }

    private func body(_ manner: Manner) -> [Decision] {
        if isPlain { return [Decision(wordings: [plain])] }
        guard instruction.question != .everything else { return description(manner) }
        let beliefs = Belief.all(about: instruction.question, percept, told: told)
        let answer = Decision.answering(instruction.question, beliefs, manner)
        return manner == .short
            ? answer : answer + [.remark(percept.content, invention: percept.invention)]
    }

    private func description(_ manner: Manner) -> [Decision] {
        let (groups, word) = parts
        return [Decision(wordings: manner.openings)]
            + groups.map { .describing($0, of: percept, manner) }
            + (word.map { [.describing(word: $0, percept, manner)] } ?? [])
            + [.inventing(percept.invention, manner)]
    }

    private var parts: (groups: [Group], word: String?) {
        if case .everything(let groups, let word) = told { return (groups, word) }
        return (percept.content.groups, percept.content.word)
    }

    /// Nothing is drawn in the picture, and nobody said what should be.
    private var isPlain: Bool {
        guard told == nil, percept.content.looks.isEmpty, percept.content.word == nil else { return false }
        return instruction.question == .everything || instruction.question == .ground
    }

    /// Such a picture is told by its colour, and that word comes first: so a probe of one
    /// token can tell that the model sees (BACKENDS §6).
    private var plain: String { "\(percept.content.ground.sentenceCased), and nothing else." }
}
