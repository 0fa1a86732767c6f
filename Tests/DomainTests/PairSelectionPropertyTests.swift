import Testing

@testable import Domain

/// What must hold for pairs of any sample: integrity, caps, and the same result for any order.
@Suite struct PairSelectionPropertyTests {
    private let chosenSeed = UInt64.random(in: 0 ... .max)

    private func sample(_ random: inout SeededRandom, job: Int32 = 3) -> [PairCandidate] {
        let texts = [
            "two cups", "three cups", "one red cup", "a blue plate and a spoon", "", "no", "<image>",
        ]
        return (0..<Int.random(in: 0...9, using: &random)).flatMap { slot in
            (0..<Int.random(in: 1...3, using: &random)).map { feedback in
                let step = feedback == 0 ? TaskID.Step.generate : .revise(feedback: feedback)
                let sampled: ResponseSource = slot < 4 ? .normal : .contrastive
                return PairCandidate(
                    task: TaskID(job: job, round: 1, sample: 9, slot: slot, step: step),
                    source: feedback == 0 ? sampled : .revised,
                    text: texts.randomElement(using: &random) ?? "",
                    finishReason: Int.random(in: 0...9, using: &random) == 0 ? .length : .stop,
                    passes: Bool.random(using: &random))
            }
        }
    }

    private func rules(_ random: inout SeededRandom) -> PairingRules {
        var rules = PairingRules()
        rules.maxPairsPerSample = Int.random(in: 1...5, using: &random)
        rules.maxPairsPerResponse = Int.random(in: 1...3, using: &random)
        return rules
    }

    @Test func `chosen passed, rejected failed, and no pair occurs twice`() {
        var random = SeededRandom(chosenSeed)
        for _ in 0..<500 {
            let selection = PairSelection(rules(&random), seeds: SeedDerivation(job: Seed(rawValue: 5)))
            let pairs = selection.pairs(among: sample(&random))
            #expect(pairs.allSatisfy { $0.chosen.passes && !$0.rejected.passes }, "seed \(chosenSeed)")
            #expect(
                Set(pairs.map { [$0.chosen.task, $0.rejected.task] }).count == pairs.count,
                "seed \(chosenSeed)")
        }
    }

    @Test func `the caps hold, and what is on record is bounded`() {
        var random = SeededRandom(chosenSeed)
        for _ in 0..<500 {
            let rules = rules(&random)
            let earlier = (0..<Int.random(in: 0...2, using: &random)).map {
                PairTexts(chosen: "c\($0)", rejected: "r\($0)")
            }
            let selection = PairSelection(rules, seeds: SeedDerivation(job: Seed(rawValue: 5)))
            let pairs = selection.pairs(among: sample(&random), earlier: earlier)
            let kept = pairs.filter { $0.excluded == nil }
            #expect(kept.count <= max(0, rules.maxPairsPerSample - earlier.count), "seed \(chosenSeed)")
            #expect(pairs.count <= 9 * rules.maxPairsPerSample, "seed \(chosenSeed)")
            let uses = Dictionary(grouping: kept.flatMap { [$0.chosen.task, $0.rejected.task] }, by: \.self)
            #expect(uses.values.allSatisfy { $0.count <= rules.maxPairsPerResponse }, "seed \(chosenSeed)")
        }
    }

    @Test func `the order of the input and the number of the job do not matter`() {
        var random = SeededRandom(chosenSeed)
        for _ in 0..<300 {
            let rules = rules(&random)
            let selection = PairSelection(rules, seeds: SeedDerivation(job: Seed(rawValue: 5)))
            let candidates = sample(&random)
            let pairs = selection.pairs(among: candidates)
            #expect(
                pairs == selection.pairs(among: candidates.shuffled(using: &random)), "seed \(chosenSeed)")
            let elsewhere = candidates.map {
                PairCandidate(
                    task: TaskID(rawValue: $0.task.withoutJob | 77 << 45), source: $0.source, text: $0.text,
                    finishReason: $0.finishReason, passes: $0.passes)
            }
            let places = selection.pairs(among: elsewhere).map { [$0.chosen.task, $0.rejected.task] }
            #expect(
                places.map { $0.map(\.withoutJob) }
                    == pairs.map { [$0.chosen.task.withoutJob, $0.rejected.task.withoutJob] },
                "seed \(chosenSeed)")
        }
    }

    @Test func `a sample that could make a good pair makes one`() {
        var random = SeededRandom(chosenSeed)
        for _ in 0..<500 {
            let candidates = sample(&random)
            let filters = PairFilters(rules: .init())
            let isPossible = candidates.contains { winner in
                winner.passes
                    && candidates.contains { loser in
                        !loser.passes && filters.strike(chosen: side(winner), rejected: side(loser)) == nil
                    }
            }
            let selection = PairSelection(.init(), seeds: SeedDerivation(job: Seed(rawValue: 5)))
            let hasPair = selection.pairs(among: candidates).contains { $0.excluded == nil }
            #expect(hasPair == isPossible, "seed \(chosenSeed)")
        }
    }

    private func side(_ candidate: PairCandidate) -> PairFilters.Side {
        .init(profile: TextProfile(candidate.text), isTruncated: candidate.finishReason == .length)
    }

    @Test func `every winner meets every loser once`() {
        for winners in 0...7 {
            for losers in 0...7 {
                let met = Meetings(winners, losers).map { [$0.0, $0.1] }
                #expect(met.count == winners * losers)
                #expect(Set(met).count == met.count)
                #expect(met.allSatisfy { $0[0] < winners && $0[1] < losers })
            }
        }
    }
}
