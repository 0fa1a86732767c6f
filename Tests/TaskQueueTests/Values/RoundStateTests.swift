import Domain
import Testing

@testable import TaskQueue

@Suite struct RoundStateTests {
    @Test func `a round that trains passes every state once`() {
        let way: [RoundState] = [
            .planned, .training, .awaitingAdapters, .seeding, .open, .closing, .closed,
        ]
        for (state, next) in zip(way, way.dropFirst()) { #expect(state.permits(next)) }
    }

    @Test func `a round that does not train is seeded at once`() {
        #expect(RoundState.planned.permits(.seeding))
    }

    @Test func `work never comes back into a closing round`() {
        for state in [RoundState.closing, .closed, .cancelled] {
            #expect(!state.takesWork)
            #expect(!state.permits(.open) && !state.permits(.seeding))
        }
    }

    @Test func `everything but a closed round can be cancelled, once`() {
        for state in RoundState.allCases {
            #expect(state.permits(.cancelled) == (state != .closed && state != .cancelled))
        }
    }

    @Test func `no state follows itself`() {
        for state in RoundState.allCases { #expect(!state.permits(state)) }
    }
}
