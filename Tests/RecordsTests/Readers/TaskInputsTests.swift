import Domain
import Records
import TestSupport
import Testing

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct TaskInputsTests {
    @Test func `a generate task gets its sample and no text`() async throws {
        try await TestMill.with(samples: 2, slots: 2) { mill in
            let tasks = [mill.task(), mill.task(sample: 1), mill.task(sample: 1, slot: 1)]
            let inputs = try await TaskInputs(mill.pool).read(tasks)

            #expect(Set(inputs.keys) == Set(tasks))
            let second = TestMill.draft("s1")
            #expect(
                inputs[tasks[1]]?.image == second.image.sha256
                    && inputs[tasks[2]]?.image == second.image.sha256)
            #expect(inputs[tasks[0]]?.image == TestMill.draft("s0").image.sha256)
            #expect(inputs[tasks[0]]?.instruction == second.instruction)
            #expect(inputs[tasks[0]]?.reference == second.reference)
            #expect(inputs.values.allSatisfy { $0.text == nil && tasks.contains($0.task) })
        }
    }

    @Test func `a revise task gets the response of its slot`() async throws {
        try await TestMill.with(samples: 2, slots: 2) { mill in
            try await mill.finishAll { _ in true }
            let tasks = [
                mill.task(.revise(feedback: 1), slot: 1), mill.task(.revise(feedback: 2), sample: 1),
            ]
            let inputs = try await TaskInputs(mill.pool).read(tasks)

            #expect(inputs[tasks[0]]?.text == TestMill.text(of: mill.task(slot: 1)))
            #expect(inputs[tasks[1]]?.text == TestMill.text(of: mill.task(sample: 1)))
            #expect(inputs[tasks[1]]?.image == TestMill.draft("s1").image.sha256)
        }
    }

    @Test func `a verify task gets the response or the revision it judges`() async throws {
        try await TestMill.with { mill in
            try await mill.finishAll { _ in true }
            let tasks = [mill.task(.verifyResponse), mill.task(.verifyRevision(feedback: 2))]
            let inputs = try await TaskInputs(mill.pool).read(tasks)

            #expect(inputs[tasks[0]]?.text == TestMill.text(of: mill.task()))
            #expect(inputs[tasks[1]]?.text == TestMill.text(of: mill.task(.revise(feedback: 2))))
            #expect(inputs[tasks[1]]?.reference == TestMill.draft("s0").reference)
        }
    }

    @Test func `a task whose sample or text is gone is missing`() async throws {
        try await TestMill.with { mill in
            let inputs = TaskInputs(mill.pool)

            let revise = mill.task(.revise(feedback: 1))
            let verify = [mill.task(.verifyResponse), mill.task(.verifyRevision(feedback: 1))]
            for tasks in [[], [mill.task(sample: 9)], [revise], verify] {
                let found = try await inputs.read(tasks)
                #expect(found.isEmpty)
            }
        }
    }
}
