/// One sample: a scene, an instruction about it and the right answer in words.
struct SceneSample: Sendable, Hashable {
    let scene: Scene
    let question: Question
    let form: Form
    let instruction: String
    let reference: String
}

extension SceneArtist {
    /// A scene with an instruction of one of the families, drawn by their weight.
    mutating func sample() -> SceneSample {
        let family = Self.families[random.index(below: Self.families.count)]
        let scene = scene(withWord: family == .word || random.happens(0.25))
        let question = question(of: family, about: scene.content)
        let forms = Form.allCases.filter { question.request(for: $0) != nil }
        let form = random.pick(forms) ?? .free
        let wording = random.index(below: 2)
        return SceneSample(
            scene: scene, question: question, form: form,
            instruction: question.asked(wording: wording) + (question.request(for: form) ?? ""),
            reference: reference(to: question, about: scene.content))
    }

    private enum Family { case count, hue, existence, comparison, word, everything }

    private static let families: [Family] = [
        .count, .count, .count, .hue, .hue, .hue, .existence, .existence, .comparison, .comparison, .word,
        .word, .everything, .everything, .everything,
    ]

    private mutating func question(of family: Family, about content: Content) -> Question {
        switch family {
        case .count: .count(countable(in: content))
        case .hue: unique(in: content).map { .hue($0) } ?? .count(countable(in: content))
        case .existence: .existence(sought(in: content))
        case .comparison: comparison(in: content)
        case .word: content.word == nil ? .everything : .word
        case .everything: .everything
        }
    }

    private mutating func countable(in content: Content) -> Descriptor {
        guard let look = random.pick(content.looks) else { return Descriptor() }
        let choices = [
            Descriptor(shape: look.shape), Descriptor(hue: look.hue, shape: look.shape), Descriptor(),
            Descriptor(size: look.size, shape: look.shape),
        ]
        return random.pick(choices) ?? Descriptor()
    }

    /// A size and shape that only one object has.
    private mutating func unique(in content: Content) -> Descriptor? {
        let choices = content.looks.map { Descriptor(size: $0.size, shape: $0.shape) }
        return random.pick(choices.filter { content.count(of: $0) == 1 })
    }

    /// An object that is there, or one that is almost.
    private mutating func sought(in content: Content) -> Descriptor {
        guard var look = random.pick(content.looks) else { return Descriptor(shape: .circle) }
        if random.happens(0.4) { return Descriptor(look) }
        if random.happens(0.4) {
            look.hue = random.pick(Hue.allCases) ?? .red
        } else {
            look = random.pick(Look.all) ?? look
        }
        return Descriptor(look)
    }

    private mutating func comparison(in content: Content) -> Question {
        let shapes = Shape.allCases.shuffled(using: &random).map { Descriptor(shape: $0) }
        let present = shapes.sorted { content.count(of: $0) > content.count(of: $1) }
        let pair = [present[0], present[1 + random.index(below: 2)]].shuffled(using: &random)
        return .comparison(pair[0], pair[1])
    }

    private mutating func reference(to question: Question, about content: Content) -> String {
        guard let answer = question.answer(about: content) else { return "There is none." }
        if case .everything(let groups, let word) = answer {
            return
                (groups.map { Manner.sentence.item($0) }
                + (word.map { [Manner.sentence.item(word: $0)] } ?? [])).joined().trimmed
        }
        if random.happens(0.4) { return answer.short(to: question).sentenceCased + "." }
        return (question.openings[0] + answer.clause(to: question) + ".").sentenceCased
    }
}
