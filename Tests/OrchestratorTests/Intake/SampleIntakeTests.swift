import Contracts
import Domain
import Images
import Records
import TestSupport
import Testing

@testable import Orchestrator

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct SampleIntakeTests {
    private func lines() throws -> [String] {
        try [
            DrivenJob.line("a", shade: 1), "{", DrivenJob.line("b", shade: 2), "",
            DrivenJob.line("a", shade: 1), DrivenJob.line("a", shade: 9), DrivenJob.line("c", shade: 2),
            #"{"image": {"data": "aGVsbG8="}, "instruction": "I", "reference": "R"}"#,
            DrivenJob.line("d", shade: 4),
        ]
    }

    @Test func `each line is answered in order, then the summary`() async throws {
        try await DrivenJob.with(RoundDriverTests.specification, passes: { _ in true }) { job in
            let answers = try await job.take(try lines())
            let numbers = answers.compactMap(\.number)

            #expect(numbers == [1, 2, 3, 5, 6, 7, 8, 9])
            #expect(answers.last == .summary(IntakeSummary(lines: 8, stored: 3, duplicates: 2, failed: 3)))
            #expect(answers[1].code == .malformedJSON)
            #expect(answers[4].code == .idConflict)
            guard case .duplicateOf(7, _, name: "b") = answers[5] else {
                Issue.record("the same image and instruction under another id: \(answers[5])")
                return
            }
            #expect(answers[6].code == .imageUndecodable)
            #expect(try await job.record().samples == 3)
        }
    }

    @Test func `sending the file again stores nothing twice`() async throws {
        try await DrivenJob.with(RoundDriverTests.specification, passes: { _ in true }) { job in
            _ = try await job.take(try lines())
            let again = try await job.take(try lines())

            #expect(again.last == .summary(IntakeSummary(lines: 8, stored: 0, duplicates: 5, failed: 3)))
            #expect(try await job.record().samples == 3)
        }
    }

    @Test func `strict stops at the first bad line and keeps what came before`() async throws {
        try await DrivenJob.with(RoundDriverTests.specification, passes: { _ in true }) { job in
            let answers = try await job.take(try lines(), strict: true)

            #expect(answers.compactMap(\.number) == [1, 2])
            #expect(try await job.record().samples == 1)
        }
    }

    @Test func `a job that has started takes no samples`() async throws {
        try await DrivenJob.with(RoundDriverTests.specification, passes: { _ in true }) { job in
            try await job.start()
            await #expect(throws: IntakeRefusal.takesNoSamples) { try await job.take(try lines()) }
        }
    }
}

extension IntakeLine {
    fileprivate var number: Int? {
        switch self {
        case .stored(let line, _), .duplicate(let line, _), .duplicateOf(let line, _, _),
            .failed(let line, _):
            line
        case .summary: nil
        }
    }

    fileprivate var code: IntakeCode? { if case .failed(_, let problem) = self { problem.code } else { nil } }
}
