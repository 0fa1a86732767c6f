import Curl
import Foundation
import Testing

@testable import scene_model

@Suite struct FaultServingTests {
    private static let picture = RoundSimulation.samples(1, seed: 6)[0].scene.drawn()

    private static func ask(_ scene: RunningScene, deadline: Duration = .seconds(20)) async throws
        -> CurlReply
    {
        try await scene.ask(
            "Describe the picture.", about: picture, extra: #", "seed": 1"#, deadline: deadline)
    }

    @Test(arguments: [(Fault.tooMany, 429), (.unavailable, 503), (.failure, 500)])
    func `a fault of a status has that status`(fault: Fault, status: Int) async throws {
        try await RunningScene.serving(.failing(fault)) { scene in
            let reply = try await Self.ask(scene)
            #expect(reply.status == status)
            #expect(scene.chat.log.last(1).first?.fault == fault.rawValue)
        }
    }

    @Test func `a dropped body breaks the connection off`() async throws {
        try await RunningScene.serving(.failing(.drop)) { scene in
            await #expect(throws: CurlError.self) { try await Self.ask(scene) }
        }
    }

    @Test func `a hanging call ends with its client`() async throws {
        try await RunningScene.serving(.failing(.hang)) { scene in
            await #expect(throws: CurlError.self) {
                try await Self.ask(scene, deadline: .milliseconds(300))
            }
        }
    }

    @Test func `garbage is 200 and no JSON`() async throws {
        try await RunningScene.serving(.failing(.garbage)) { scene in
            let reply = try await Self.ask(scene)
            #expect(reply.status == 200)
            #expect(throws: DecodingError.self) { try SeenReply(reply) }
        }
    }

    @Test func `a slow drip is whole in the end`() async throws {
        try await RunningScene.serving(.failing(.drip)) { scene in
            let reply = try await Self.ask(scene)
            #expect(try SeenReply(reply).choices.count == 1)
        }
    }

    @Test func `faults come at their rates, and at the same places for a seed`() {
        let plan = FaultPlan(rates: [.tooMany: 0.1, .drop: 0.2], seed: 5)
        let faults = (0..<4_000).map { plan.fault(of: $0) }
        #expect(faults == (0..<4_000).map { plan.fault(of: $0) })
        #expect(abs(faults.count { $0 == .tooMany } - 400) < 80, "seed 5")
        #expect(abs(faults.count { $0 == .drop } - 800) < 100, "seed 5")
    }

    @Test func `calls beyond slots and queue get 503`() async throws {
        var settings = ServeSettings.quick
        settings.slots = 1
        settings.queue = 1
        settings.latency = LatencyRange(mean: .milliseconds(400))
        try await RunningScene.serving(settings) { scene in
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<6 { group.addTask { try await Self.ask(scene).status } }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(statuses.count { $0 == 200 } == 2 && statuses.count { $0 == 503 } == 4)
        }
    }
}
