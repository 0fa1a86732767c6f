package import Domain
import Schemas

extension JobSpecification {
    /// Reads the body of `POST /v1/jobs`: a preset, and what differs from it.
    ///
    /// Objects merge deeply over the preset, arrays replace it whole, unknown
    /// keys are refused (DECISIONS 7). `seed` and `mode` are taken where none is given:
    /// a deployment with a trainer trains. The text that `json` wrote reads back as the
    /// same specification.
    package init(
        reading json: JSONValue, seed: Seed, mode: TrainingPlan.Mode = .skip
    ) throws(SpecificationRefusal) {
        var fields = try FieldReader(reading: json, what: "a specification")
        var preset = Preset.ipa
        fields.choice("preset", into: &preset)
        var specification = preset.specification
        specification.seed = seed
        specification.training.mode = mode
        specification.read(&fields)
        let problems = fields.finish() + specification.problems()
        guard problems.isEmpty else { throw SpecificationRefusal(problems: problems) }
        self = specification
    }

    private mutating func read(_ fields: inout FieldReader) {
        fields.string("name", into: &name)
        seed = fields.seed("seed") ?? seed
        fields.number("weight", into: &weight)
        fields.integer("cap", into: &cap)
        fields.object("sampling") { sampling.read(&$0) }
        fields.objects("perturbations", into: &perturbations) { PerturbationRule(reading: &$0) }
        fields.object("revision") { revision.read(&$0) }
        fields.object("verification") {
            $0.integer("votes", into: &verification.votes)
            verification.parameters.read(&$0)
        }
        fields.object("pairing") { pairing.read(&$0) }
        fields.object("models") {
            $0.string("generator", into: &models.generator)
            $0.string("reviser", into: &models.reviser)
            $0.string("verifier", into: &models.verifier)
        }
        fields.object("prompts") {
            for kind in PromptKind.allCases { $0.string(kind.rawValue, into: &prompts[kind]) }
        }
        fields.object("training") { training.read(&$0) }
        let (usualSampling, usualRevision) = (sampling, revision)
        fields.objects("rounds", into: &rounds) {
            RoundPlan(reading: &$0, sampling: usualSampling, revision: usualRevision)
        }
    }
}

extension FieldReader {
    mutating func seed(_ key: String) -> Seed? {
        converted(
            key, as: "an integer from 0 to 2147483647", .integer(0...0x7FFF_FFFF), Seed.init(reading:))
    }
}

extension Seed {
    /// A whole number of 31 bits.
    init?(reading value: JSONValue) {
        guard let whole = value.whole, (0...0x7FFF_FFFF).contains(whole) else { return nil }
        self.init(rawValue: UInt32(whole))
    }
}
