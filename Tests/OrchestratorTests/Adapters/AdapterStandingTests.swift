import Domain
import Records
import Testing

@testable import Orchestrator

@Suite struct AdapterStandingTests {
    private let first = BackendID.make()
    private let second = BackendID.make()

    private func place(
        _ backend: BackendID, _ state: AdapterPlaces.State, _ reason: String? = nil
    ) -> AdapterPlaces.Place {
        AdapterPlaces.Place(adapter: "gen-x", backend: backend, state: state, reason: reason, gate: nil)
    }

    private var both: [BackendID: String] { [first: "http://one", second: "http://two"] }

    @Test func `an adapter is proven when it is on every backend that answers`() {
        let standing = AdapterStanding(.peft, places: [place(first, .proven)], serving: both)
        #expect(standing.state == .new)
        #expect(
            AdapterStanding(.peft, places: [place(first, .proven), place(second, .proven)], serving: both)
                .state
                == .proven)
        #expect(
            AdapterStanding(.peft, places: [place(first, .proven)], serving: [first: "http://one"]).state
                == .proven)
    }

    @Test func `one backend where it changes nothing is enough to stop`() {
        let standing = AdapterStanding(
            .peft, places: [place(first, .proven), place(second, .inert, "it changes nothing")], serving: both
        )
        #expect(standing.state == .inert)
        #expect(standing.reason == "it changes nothing (http://two)")
    }

    @Test func `a refusal waits and says where, why and what to do`() {
        let standing = AdapterStanding(
            .peft, places: [place(first, .proven), place(second, .refused, "its rank is too large")],
            serving: both)
        #expect(standing.state == .new)
        #expect(standing.reason?.hasPrefix("http://two: its rank is too large; ") == true)
        #expect(standing.reason?.contains("drain") == true)
    }

    @Test func `without a backend that answers nothing is proven`() {
        let standing = AdapterStanding(.peft, places: [place(first, .proven)], serving: [:])
        #expect(standing.state == .new)
        #expect(standing.reason == "no backend of its role answers")
    }

    @Test func `a merged model that no backend lists says what to do`() {
        let standing = AdapterStanding(.merged, places: [], serving: [:])
        #expect(standing.state == .new)
        #expect(standing.reason?.contains("serve it under this name") == true)
    }
}
