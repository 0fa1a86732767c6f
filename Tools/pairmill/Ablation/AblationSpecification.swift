import Contracts
import Domain

/// The specifications of the ablation's jobs with one seed.
struct AblationSpecification: Sendable {
    let seed: UInt32
    /// Changes to the presets' jobs; see `AblationPlan.Settings`.
    var changes: [String] = []

    /// How the names of all its jobs begin.
    static let namePrefix = "ablation "
    /// What the changes can't touch, for it is what the ablation compares.
    static let reserved = ["preset", "name", "seed", "rounds", "models.generator", "training.mode"]

    /// The preset with one more round, which exists to train a generator on the pairs of all others.
    func training(on preset: Preset) throws -> JSONValue {
        var draft = SpecificationDraft()
        for change in changes { try draft.set(change) }
        draft.set("preset", .string(preset.rawValue))
        draft.set("name", .string("\(Self.namePrefix)\(preset.rawValue), seed \(seed)"))
        draft.set("seed", .integer(Int64(seed)))
        draft.set("training.mode", "trainer")
        let rounds = preset.specification.json["rounds"]?.elements ?? []
        draft.set("rounds", .array(rounds + [Self.finalRound]))
        return draft.json
    }

    /// Asks a generator about the held-out samples, and nothing more: no changes apply.
    ///
    /// `generator` is the adapter's name; nil asks the base model.
    func evaluation(of generator: String?) -> JSONValue {
        var draft = SpecificationDraft([
            "preset": .string(Preset.round1.rawValue),
            "name": .string("\(Self.namePrefix)evaluation of \(generator ?? "the base model"), seed \(seed)"),
            "seed": .integer(Int64(seed)),
            "sampling": ["normal": 4, "contrastive": 0],
            "revision": ["feedbacks": 0],
            "training": ["mode": "skip"],
        ])
        if let generator { draft.set("models.generator", .string(generator)) }
        return draft.json
    }

    /// A round can't be without responses: it draws one a sample, which makes no pair.
    private static let finalRound: JSONValue = [
        "from": "all", "train": true, "reference": "none",
        "sampling": ["normal": 1, "contrastive": 0], "revision": ["feedbacks": 0],
    ]
}

extension Preset {
    /// The rounds that are the preset's own.
    var ownRounds: ClosedRange<Int> { 1...specification.rounds.count }
}
