import Digests
import Domain
import Testing

@testable import Backends

@Suite struct RoutingTests {
    private let now = ContinuousClock.now
    private let b0 = BackendID.numbered(0)
    private let b1 = BackendID.numbered(1)
    private let b2 = BackendID.numbered(2)
    private let b3 = BackendID.numbered(3)
    private let b4 = BackendID.numbered(4)

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `no limit is passed and no place is left empty`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var fleet = (0..<Int.random(in: 1...6, using: &random)).map {
            candidate(.numbered($0), limit: Int.random(in: 1...20, using: &random))
        }
        let places = fleet.reduce(0) { $0 + $1.limit }
        for number in 0..<places {
            let affinity = Bool.random(using: &random) ? image(number % 7) : nil
            let routing = Routing(of: wish(affinity), among: fleet)
            guard case .send(let id) = routing, let index = fleet.firstIndex(where: { $0.id == id }) else {
                Issue.record("seed \(seed): no place for request \(number) of \(places): \(routing)")
                return
            }
            fleet[index].inFlight += 1
            #expect(fleet[index].inFlight <= fleet[index].limit, "seed \(seed)")
        }
        #expect(Routing(of: wish(image(0)), among: fleet) == .wait, "seed \(seed)")
        #expect(Routing(of: wish(nil), among: fleet) == .wait, "seed \(seed)")
    }

    @Test func `an idle fleet sends an image always to the same backend`() {
        let fleet = fleet(5)
        for number in 0..<100 {
            let first = Routing(of: wish(image(number)), among: fleet)
            #expect(first == Routing(of: wish(image(number)), among: fleet.reversed()))
        }
    }

    @Test func `images spread by weight`() {
        var fleet = fleet(3)
        fleet[0].weight = 32
        let counts = homes(of: 0..<2000, in: fleet).values.reduce(into: [BackendID: Int]()) {
            $0[$1, default: 0] += 1
        }
        #expect((880...1120).contains(counts[b0] ?? 0), "\(counts)")
        #expect((400...600).contains(counts[b1] ?? 0), "\(counts)")
    }

    @Test func `a backend that goes moves its own images only`() {
        let before = homes(of: 0..<500, in: fleet(4))
        let after = homes(of: 0..<500, in: Array(fleet(4).dropLast()))
        for (number, home) in before where home != b3 { #expect(after[number] == home) }
        #expect(before.values.contains(b3))
    }

    @Test func `a popular image sheds load before its backend is full`() {
        var fleet = fleet(4)
        var sent: [BackendID: Int] = [:]
        for _ in 0..<32 {
            guard case .send(let id) = Routing(of: wish(image(1)), among: fleet) else { continue }
            sent[id, default: 0] += 1
            fleet[fleet.firstIndex { $0.id == id } ?? 0].inFlight += 1
        }
        // At most 1.25 times the mean of eight each, rounded up.
        #expect((sent.values.max() ?? 99) <= 10, "\(sent)")
        #expect(sent.values.reduce(0, +) == 32)
    }

    @Test func `a picture sent once goes where the least is outstanding`() {
        var fleet = fleet(3)
        for index in 0..<3 { fleet[index].inFlight = [5, 2, 4][index] }
        #expect(Routing(of: wish(nil), among: fleet) == .send(b1))
        fleet[1].limit = 3
        #expect(Routing(of: wish(nil), among: fleet) == .send(b2))
    }

    @Test func `of equals the one with the shorter queue is taken`() {
        var fleet = fleet(3)
        fleet[0].queued = 9
        fleet[2].queued = 4
        #expect(Routing(of: wish(nil), among: fleet) == .send(b1))
    }

    @Test func `a later attempt starts at another backend`() {
        var wish = wish(image(5))
        let homes = (0..<4).map { attempt in
            wish.attempt = attempt
            return Routing(of: wish, among: fleet(3))
        }
        #expect(homes[0] != homes[1])
        #expect(homes[1] != homes[2])
        #expect(homes[3] == homes[0])
    }

    @Test func `what drains, lacks the role or the model gets nothing`() {
        var fleet = fleet(5)
        fleet[0].isActive = false
        fleet[1].roles = [.verifier]
        fleet[2].models = ["other"]
        fleet[3].models = []
        #expect(Routing(of: wish(nil), among: fleet) == .send(b4))
        fleet[4].models = ["other"]
        #expect(Routing(of: wish(nil), among: fleet) == .nowhere(.notListed))
    }

    @Test func `nobody to ask is told apart from nobody with the model`() {
        var one = candidate(b0, limit: 8)
        #expect(Routing(of: wish(nil), among: []) == .nowhere(.noBackend))
        one.models = nil
        #expect(Routing(of: wish(nil), among: [one]) == .nowhere(.notAsked))
        one.models = []
        #expect(Routing(of: wish(nil), among: [one]) == .nowhere(.notListed))
    }

    @Test func `a tried backend comes last and one that refused not at all`() {
        var wish = wish(image(5))
        for _ in 0..<2 {
            guard case .send(let id) = Routing(of: wish, among: fleet(2)) else { return }
            #expect(!wish.tried.contains(id))
            wish.tried.insert(id)
        }
        guard case .send = Routing(of: wish, among: fleet(2)) else {
            Issue.record("nobody was asked again")
            return
        }
        wish.refusedBy = [b0, b1]
        #expect(Routing(of: wish, among: fleet(2)) == .nowhere(.refused))
    }

    @Test func `a shut backend gets nothing while another is not`() {
        var fleet = shut(3)
        fleet[1].admits = true
        fleet[1].inFlight = fleet[1].limit
        #expect(Routing(of: wish(image(1)), among: fleet) == .wait)
    }

    @Test func `where all are shut one each is tried, the soonest first`() {
        var fleet = shut(3)
        var tried: [BackendID] = []
        while case .send(let id) = Routing(of: wish(image(1)), among: fleet) {
            tried.append(id)
            fleet[fleet.firstIndex { $0.id == id } ?? 0].inFlight += 1
        }
        #expect(tried == [b2, b1, b0])
    }

    @Test func `where all are shut and have just failed nothing is sent yet`() {
        var fleet = shut(2)
        for index in fleet.indices { fleet[index].allowsEarlyTrial = false }
        #expect(Routing(of: wish(image(1)), among: fleet) == .wait)
        fleet[0].allowsEarlyTrial = true
        #expect(Routing(of: wish(image(1)), among: fleet) == .send(b0))
    }

    private func shut(_ count: Int) -> [RoutingCandidate] {
        fleet(count).enumerated().map { index, candidate in
            var candidate = candidate
            candidate.admits = false
            candidate.opensUntil = now + .seconds(10 - index)
            return candidate
        }
    }

    private func fleet(_ count: Int) -> [RoutingCandidate] {
        (0..<count).map { candidate(.numbered($0), limit: 16) }
    }

    private func candidate(_ id: BackendID, limit: Int) -> RoutingCandidate {
        RoutingCandidate(id: id, weight: 16, limit: limit, models: ["m"])
    }

    private func wish(_ image: SHA256Digest?) -> RoutingWish {
        RoutingWish(role: .generator, model: "m", affinity: image)
    }

    private func image(_ number: Int) -> SHA256Digest { SHA256Digest(of: "image \(number)".utf8) }

    private func homes(of images: Range<Int>, in fleet: [RoutingCandidate]) -> [Int: BackendID] {
        Dictionary(
            uniqueKeysWithValues: images.compactMap { number in
                guard case .send(let id) = Routing(of: wish(image(number)), among: fleet) else { return nil }
                return (number, id)
            })
    }
}
