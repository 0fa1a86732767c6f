import Testing

@testable import Domain

@Suite struct SeedDerivationTests {
    private let seeds = SeedDerivation(job: Seed(rawValue: 1234))
    private let task = TaskID(job: 5, round: 2, sample: 77, slot: 3, step: .generate)

    @Test func `seeds never change from one version to the next`() {
        #expect(seeds.seed(for: task, .response).rawValue == 1_769_407_787)
        #expect(seeds.seed(for: task, .response, attempt: 1).rawValue == 1_595_790_245)
        #expect(seeds.seed(for: task, .vote(2), attempt: 0, draw: 2).rawValue == 816_763_926)
    }

    @Test func `two jobs of one specification draw alike`() {
        let other = TaskID(job: 6, round: 2, sample: 77, slot: 3, step: .generate)
        #expect(seeds.seed(for: task, .response) == seeds.seed(for: other, .response))
    }

    @Test func `every call, attempt and draw has a seed of its own`() {
        let calls: [Call] = [
            .response, .feedback, .refinement, .perturbation, .noise, .pairing, .vote(0), .vote(8),
        ]
        var drawn: [Seed] = []
        for call in calls {
            for attempt in 0..<5 {
                for draw in 0..<3 {
                    drawn.append(seeds.seed(for: task, call, attempt: attempt, draw: draw))
                }
            }
        }
        #expect(Set(drawn).count == drawn.count)
    }

    @Test func `a slot's perturbation is the same in every attempt and comes from the set`() throws {
        let draw = PerturbationDraw(
            [.scale(factor: 0.1...0.5), .diffusionNoise(step: 500...500)], seeds: seeds)
        let verify = task.at(.verifyResponse)
        #expect(draw.perturbation(for: task) == draw.perturbation(for: verify))
        #expect(PerturbationDraw([], seeds: seeds).perturbation(for: task) == nil)
        var names: [Perturbation.Name: Int] = [:]
        for sample in 0..<2000 {
            let task = TaskID(job: 5, round: 1, sample: Int64(sample), slot: 4, step: .generate)
            let perturbation = try #require(draw.perturbation(for: task))
            names[perturbation.name, default: 0] += 1
            switch perturbation.kind {
            case .scale(let factor): #expect((0.1...0.5).contains(factor))
            case .diffusionNoise(let step): #expect(step == 500)
            case .gaussianBlur: Issue.record("blur is not in the set")
            }
        }
        #expect(names.values.allSatisfy { (900...1100).contains($0) })
    }

    @Test func `draws fill their ranges evenly`() {
        var draw = SeededDraw(seed: 1)
        let dice = (0..<6000).map { _ in draw.integer(in: 1...6) }
        let faces = Dictionary(grouping: dice, by: \.self).mapValues(\.count)
        #expect(faces.keys.sorted() == Array(1...6))
        #expect(faces.values.allSatisfy { (850...1150).contains($0) })
        let mean = (0..<5000).map { _ in draw.number(in: 2...4) }.reduce(0, +) / 5000
        #expect(abs(mean - 3) < 0.05)
    }
}
