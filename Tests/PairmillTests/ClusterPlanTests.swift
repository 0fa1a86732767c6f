import Testing

@testable import pairmill

@Suite struct ClusterPlanTests {
    @Test func `members start backend first, then the Orchestrator, then the stages`() throws {
        let plan = try ClusterPlan(inputs())

        #expect(
            plan.members.map(\.name) == ["scene-model", "orchestrator", "generator", "reviser", "verifier"])
        #expect(plan.members.map(\.port) == [8090, 8080, 8081, 8082, 8083])
        #expect(plan.address == "http://127.0.0.1:8080")
        #expect(plan.migration.arguments == ["/programs/orchestrator", "migrate"])
    }

    @Test func `replicas are numbered and have ports of their own`() throws {
        var inputs = inputs()
        inputs.replicas.generators = 3
        let plan = try ClusterPlan(inputs)

        let generators = plan.members.filter { $0.name.hasPrefix("generator") }
        #expect(generators.map(\.name) == ["generator-1", "generator-2", "generator-3"])
        #expect(Set(plan.members.map(\.port)).count == plan.members.count)
        for member in generators {
            #expect(member.environment["PAIRMILL_LISTEN"] == "127.0.0.1:\(member.port)")
        }
    }

    @Test func `given backends take the place of scene-model`() throws {
        var inputs = inputs()
        inputs.backends = "http://gpu:8000=generator"
        let plan = try ClusterPlan(inputs)

        #expect(!plan.members.contains { $0.name == "scene-model" })
        let orchestrator = plan.members.first { $0.name == "orchestrator" }
        #expect(orchestrator?.environment["PAIRMILL_BACKENDS"] == "http://gpu:8000=generator")
    }

    @Test func `only the Orchestrator is told of backends and intake roots`() throws {
        let plan = try ClusterPlan(inputs())

        for member in plan.members where member.layer == .stage {
            #expect(member.environment["PAIRMILL_BACKENDS"] == nil)
            #expect(member.environment["PAIRMILL_INTAKE_ROOTS"] == nil)
            #expect(member.environment["PAIRMILL_DATABASE_URL"] == "host=/socket")
        }
        let orchestrator = plan.members.first { $0.name == "orchestrator" }
        #expect(
            orchestrator?.environment["PAIRMILL_BACKENDS"]
                == #"[{"url": "http://127.0.0.1:8090", "max_in_flight": 104}]"#)
        #expect(orchestrator?.environment["PAIRMILL_INTAKE_ROOTS"] == "/a:/b")
    }

    private func inputs() -> ClusterPlan.Inputs {
        var taken: Set<UInt16> = []
        return ClusterPlan.Inputs(
            programs: "/programs", folder: "/folder", databaseURL: "host=/socket",
            intakeRoots: ["/a", "/b"],
            port: { wanted in
                var port = wanted
                while !taken.insert(port).inserted { port += 100 }
                return port
            })
    }
}
