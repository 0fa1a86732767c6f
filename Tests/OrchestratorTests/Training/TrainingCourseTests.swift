import Domain
import Testing

@testable import Orchestrator

@Suite struct TrainingCourseTests {
    private func part(
        _ state: TrainingState, _ role: Role = .generator, adapter: AdapterState? = nil,
        reason: String? = nil
    ) -> TrainingCourse.Part {
        TrainingCourse.Part(role: role, state: state, reason: reason, adapter: adapter, adapterReason: reason)
    }

    private func event(in state: RoundState, _ parts: TrainingCourse.Part...) -> RoundEvent? {
        TrainingCourse.event(ofRound: 2, in: state, parts)
    }

    @Test func `a round has trained when all of its roles have`() {
        #expect(event(in: .training) == nil)
        #expect(event(in: .training, part(.succeeded), part(.running, .reviser)) == nil)
        #expect(event(in: .training, part(.succeeded), part(.succeeded, .reviser)) == .trained(round: 2))
    }

    @Test func `a failure is told when the others have ended, with its reason`() {
        let failed = part(.failed, .reviser, reason: "no_learning")
        #expect(event(in: .training, part(.waiting), failed) == nil)
        #expect(
            event(in: .training, part(.succeeded), failed)
                == .trainingFailed(round: 2, reason: "the reviser: no_learning"))
    }

    @Test func `a round goes on when every adapter is proven or its role was skipped`() {
        #expect(event(in: .awaitingAdapters, part(.succeeded, adapter: .new)) == nil)
        #expect(event(in: .awaitingAdapters, part(.awaiting)) == nil)
        #expect(
            event(in: .awaitingAdapters, part(.succeeded, adapter: .proven), part(.failed, .reviser)) == nil)
        #expect(
            event(in: .awaitingAdapters, part(.succeeded, adapter: .proven), part(.skipped, .reviser))
                == .proven(round: 2))
        #expect(event(in: .inert, part(.succeeded, adapter: .proven)) == .proven(round: 2))
    }

    @Test func `an inert adapter stops the round once, with its reason`() {
        let inert = part(.succeeded, adapter: .inert, reason: "it changes nothing")
        #expect(
            event(in: .awaitingAdapters, inert)
                == .inert(round: 2, reason: "the generator's adapter: it changes nothing"))
        #expect(event(in: .inert, inert) == nil)
    }

    @Test func `a round in any other state waits for no training`() {
        for state in [RoundState.planned, .seeding, .open, .closing, .closed, .cancelled] {
            #expect(event(in: state, part(.succeeded, adapter: .proven)) == nil)
        }
    }
}
