import Testing

@testable import Domain

@Suite struct JobSpecificationTests {
    @Test(arguments: Preset.allCases) func `every preset is without problems`(preset: Preset) {
        #expect(preset.specification.problems().isEmpty)
        #expect(preset.specification.preset == preset)
    }

    @Test func `a preset is a row of the paper's ablation`() {
        #expect(Preset.ipa.specification.rounds == [.construction, .selfEvolution, .referenceGuided])
        #expect(Preset.round1.specification.rounds == [.construction])
        #expect(Preset.rounds1And2.specification.rounds == [.construction, .selfEvolution])
        #expect(Preset.withoutContrastive.specification.sampling.contrastive == 0)
        #expect(
            Preset.withoutContrastive.specification.sampling.slots == Preset.ipa.specification.sampling.slots)
        #expect(Preset.referenceGuidedSampling.specification.rounds[2].reference == .sampling)
    }

    @Test func `too many responses are named with their sum and the limit`() {
        var specification = Preset.ipa.specification
        specification.sampling.normal = 200
        specification.sampling.contrastive = 100
        #expect(
            specification.problems() == [
                SpecificationProblem(
                    pointer: "/sampling",
                    detail: "normal + contrastive is 300; the limit is 256 responses per sample")
            ])
    }

    @Test func `all problems come in one answer`() {
        var specification = Preset.ipa.specification
        specification.weight = 0
        specification.revision.feedbacks = 16
        specification.verification.votes = 0
        specification.perturbations = [.scale(factor: 0.5...1.5)]
        specification.models.reviser = ""
        specification.prompts[.feedback] = "{{instruction}} {{reference}}"
        specification.rounds[0].from = .hard
        specification.rounds += Array(repeating: .referenceGuided, count: 13)
        #expect(
            specification.problems().map(\.pointer) == [
                "/weight", "/perturbations/0/factor", "/revision/feedbacks", "/verification/votes",
                "/models/reviser", "/prompts/feedback", "/rounds", "/rounds/0/from",
            ])
    }

    @Test func `every limit holds, and one above it does not`() {
        var specification = Preset.ipa.specification
        specification.sampling.normal = 256
        specification.sampling.contrastive = 0
        specification.revision.feedbacks = 15
        specification.rounds += Array(repeating: .referenceGuided, count: 12)
        #expect(specification.problems().isEmpty)
        specification.sampling.contrastive = 1
        specification.revision.feedbacks = 16
        specification.rounds.append(.referenceGuided)
        #expect(specification.problems().map(\.pointer) == ["/sampling", "/revision/feedbacks", "/rounds"])
    }

    @Test func `absurd numbers are refused without a trap`() {
        var specification = Preset.ipa.specification
        specification.sampling.normal = .max
        specification.sampling.contrastive = .max
        specification.weight = .nan
        #expect(specification.problems().map(\.pointer).contains("/sampling"))
        #expect(specification.problems().map(\.pointer).contains("/weight"))
    }

    @Test func `a round's plan stands in place of the job's`() {
        var specification = Preset.referenceGuidedSampling.specification
        specification.rounds[1].sampling = SamplingPlan()
        specification.rounds[1].sampling?.normal = 2
        #expect(specification.sampling(inRound: 1).normal == 4)
        #expect(specification.sampling(inRound: 2).normal == 2)
        #expect(specification.revision(inRound: 2).feedbacks == 2)
        #expect(specification.revision(inRound: 3).feedbacks == 0)
    }

    @Test func `normal slots come first`() {
        var plan = SamplingPlan()
        plan.normal = 1
        plan.contrastive = 2
        #expect((0..<plan.slots).map(plan.kind) == [.normal, .contrastive, .contrastive])
    }
}
