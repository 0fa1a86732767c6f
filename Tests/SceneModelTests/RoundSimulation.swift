import Domain
import Foundation
import Images

@testable import scene_model

/// A round of preset `ipa` over scenes, by function calls: what the services would do.
struct RoundSimulation {
    struct Tally: Equatable {
        var passed = 0
        var all = 0
        var rate: Double { all == 0 ? 0 : Double(passed) / Double(all) }

        mutating func count(_ passes: Bool) {
            passed += passes ? 1 : 0
            all += 1
        }
    }

    /// What came of one sample.
    struct Chain {
        var sample: SceneSample
        /// What is seen in its picture.
        var clean: Percept
        var normal = Tally()
        var contrastive = Tally()
        var revisions = Tally()
        var unique = Set<String>()
        var feedbackPairs = 0
        /// Every response and revision with its verdict, and every feedback, as pairing sees them.
        var candidates: [PairCandidate] = []
        var feedbacks: [FeedbackCandidate] = []

        var all: Tally {
            Tally(
                passed: normal.passed + contrastive.passed + revisions.passed,
                all: normal.all + contrastive.all + revisions.all)
        }
        var isHard: Bool { all.passed == 0 }
        var allPassed: Bool { all.passed == all.all }
    }

    var model = SceneModel()
    var normal = 4
    var contrastive = 4
    var feedbacks = 2
    var referenceInFeedback = false

    func run(_ samples: [SceneSample], seed: UInt64) -> [Chain] {
        samples.enumerated().map {
            chain(of: $0.element, $0.offset, seed: seed &+ UInt64($0.offset) &* 1_000)
        }
    }

    private func chain(of sample: SceneSample, _ number: Int, seed: UInt64) -> Chain {
        let picture = sample.scene.drawn()
        let clean = Percept(seeing: picture)
        var chain = Chain(sample: sample, clean: clean)
        for slot in 0..<normal + contrastive {
            let seed = seed &+ UInt64(slot) &* 37
            let isNormal = slot < normal
            let seen = isNormal ? clean : Self.blurred.percept(of: sample.scene, seed)
            let response = say(TestPrompts.generation(sample.instruction), seen, 1, seed)
            let passes = verify(response, sample, clean)
            isNormal ? chain.normal.count(passes) : chain.contrastive.count(passes)
            if isNormal { chain.unique.insert(response) }
            let task = TaskID(job: 1, round: 1, sample: Int64(number), slot: slot, step: .generate)
            chain.add(response, of: task, isNormal ? .normal : .contrastive, passes)
            revise(response, of: &chain, task, clean, seed)
        }
        return chain
    }

    /// What was seen in perturbed pictures, for rounds that are run twice on the same draws.
    private static let blurred = BlurredPercepts()

    private func revise(
        _ response: String, of chain: inout Chain, _ task: TaskID, _ clean: Percept, _ seed: UInt64
    ) {
        let sample = chain.sample
        let verdicts = (0..<feedbacks).map { number in
            let seed = seed &+ UInt64(number) + 1
            let feedback = say(
                TestPrompts.feedback(
                    sample.instruction, response,
                    reference: referenceInFeedback ? sample.reference : nil), clean, 0.7, seed)
            let revision = say(
                TestPrompts.refinement(sample.instruction, response, feedback), clean, 0.7, seed &+ 500)
            let passes = verify(revision, sample, clean)
            let task = task.at(.revise(feedback: number + 1))
            chain.add(revision, of: task, .revised, passes)
            chain.add(feedback, of: task, sawReference: referenceInFeedback, passes)
            return passes
        }
        verdicts.forEach { chain.revisions.count($0) }
        chain.feedbackPairs += Set(verdicts).count == 2 ? 1 : 0
    }

    func say(_ prompt: String, _ percept: Percept, _ temperature: Double, _ seed: UInt64) -> String {
        model.reply(to: Prompt(prompt), seeing: percept, temperature: temperature, seed: seed).text
    }

    func verify(_ response: String, _ sample: SceneSample, _ clean: Percept) -> Bool {
        let prompt = TestPrompts.verification(sample.instruction, response, reference: sample.reference)
        let reply = say(prompt, clean, 0, 0)
        // An unreadable verdict would be a defect of the model: it fails the test by its count.
        return (try? JSONDecoder().decode(Verdict.self, from: Data(reply.utf8)))?.passes ?? false
    }

    static func samples(_ count: Int, seed: UInt64) -> [SceneSample] {
        (0..<UInt64(count)).map { index in
            var artist = SceneArtist(seed: SeededGenerator.mix(seed) ^ SeededGenerator.mix(index))
            return artist.sample()
        }
    }
}

extension [RoundSimulation.Chain] {
    func rate(_ path: KeyPath<RoundSimulation.Chain, RoundSimulation.Tally>) -> Double {
        let passed = reduce(0) { $0 + $1[keyPath: path].passed }
        return Double(passed) / Double(Swift.max(reduce(0) { $0 + $1[keyPath: path].all }, 1))
    }

    func share(where holds: (RoundSimulation.Chain) -> Bool) -> Double {
        Double(filter(holds).count) / Double(Swift.max(count, 1))
    }
}
