import Domain
import Records

/// How many tasks of each stage a round still has to end, those not made yet included.
///
/// Seeds make generate tasks, responses and revisions make verify tasks, and how
/// many revises there will be the specification says; only where failed responses
/// alone are revised does it depend on verdicts. Then the share that failed so far
/// stands for the rest, and there is no number until enough verdicts are in.
struct RemainingWork: Equatable {
    /// Below so many judged responses the share that fails is not known (ours).
    static let fewestJudged = 20

    private let tasks: [Stage: Int]

    subscript(stage: Stage) -> Int { tasks[stage, default: 0] }

    /// `samples` take part in the round; `counts` are its stages, missing where nothing came yet.
    init?(
        round: Int, of specification: JobSpecification, samples: Int, counts: [StageCount]
    ) {
        func count(_ stage: Stage) -> StageCount {
            counts.first { $0.stage == stage } ?? StageCount(round: round, stage: stage)
        }
        let (generate, revise, verify) = (count(.generate), count(.revise), count(.verify))
        let seeds = samples * specification.sampling(inRound: round).slots
        let responses = max(0, seeds - generate.dead)
        guard
            let revises = Self.revises(
                specification.revision(inRound: round), responses: responses,
                judged: generate.done - verify.unjudged, made: revise.made)
        else { return nil }
        let texts = responses + max(0, revises - revise.dead)
        tasks = [
            .generate: max(0, seeds - generate.ended), .revise: max(0, revises - revise.ended),
            .verify: max(0, texts - verify.ended),
        ]
    }

    /// How many revise tasks the round makes in all; nil while that can't be said.
    private static func revises(
        _ plan: RevisionPlan, responses: Int, judged: Int, made: Int
    ) -> Int? {
        guard plan.feedbacks > 0, responses > 0 else { return 0 }
        switch plan.which {
        case .all: return responses * plan.feedbacks
        case .failed:
            guard judged >= min(fewestJudged, responses) else { return nil }
            let share = Double(made) / Double(judged)
            return made + Int((share * Double(max(0, responses - judged))).rounded())
        }
    }
}

extension StageCount {
    /// Tasks that are over, with a result or without.
    fileprivate var ended: Int { done + dead }
    fileprivate var made: Int { ready + leased + deferred + ended }
}
