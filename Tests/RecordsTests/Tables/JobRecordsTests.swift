import Digests
import Domain
import Records
import TestSupport
import Testing

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct JobRecordsTests {
    @Test func `a job comes back as it was submitted`() async throws {
        try await TestMill.withCreatedJob { mill in
            let jobs = JobRecords(mill.pool)
            let found = try #require(try await jobs.find(mill.job.id))

            #expect(found.number == mill.number && found.name == "test" && found.state == .created)
            #expect(found.specification == #"{"preset":"ipa"}"#)
            #expect(found.specificationDigest == SHA256Digest(of: found.specification.utf8))
            #expect(found.samples == 0 && found.startedAt == nil && found.finishedAt == nil)
            #expect(try await jobs.find(number: mill.number)?.id == mill.job.id)
            #expect(try await jobs.find(.make()) == nil)
            #expect(try await jobs.find(number: mill.number + 1) == nil)
        }
    }

    @Test func `a job moves only from the states that are named`() async throws {
        try await TestMill.withCreatedJob { mill async throws in
            let jobs = JobRecords(mill.pool)

            #expect(try await jobs.move(mill.number, from: [.running, .paused], to: .done) == nil)
            #expect(try await jobs.find(mill.job.id)?.state == .created)
            #expect(try await jobs.move(mill.number, from: [.paused, .created], to: .running) != nil)
            #expect(try await jobs.move(mill.number + 1, from: [.created], to: .running) == nil)
        }
    }

    @Test func `it keeps when it first started, and when it finished`() async throws {
        try await TestMill.withCreatedJob { mill in
            let jobs = JobRecords(mill.pool)
            let running = try await jobs.move(mill.number, from: [.created], to: .running)
            let started = try #require(running?.startedAt)
            let paused = try await jobs.move(mill.number, from: [.running], to: .paused)
            #expect(paused?.state == .paused && paused?.finishedAt == nil)

            let resumed = try await jobs.move(mill.number, from: [.paused], to: .running)
            #expect(resumed?.startedAt == started && resumed?.finishedAt == nil)
            let done = try await jobs.move(mill.number, from: [.running], to: .done)
            #expect(done?.state == .done && done?.startedAt == started)
            #expect(try #require(done?.finishedAt) >= started)
        }
    }

    @Test func `a cancelled job has an end, and is cancelled once`() async throws {
        try await TestMill.with { mill in
            let jobs = JobRecords(mill.pool)
            #expect(try await jobs.cancel(mill.number))
            let ended = try await jobs.find(mill.job.id)
            #expect(ended?.state == .cancelled && ended?.finishedAt != nil)

            #expect(try await !jobs.cancel(mill.number))
            #expect(try await jobs.find(mill.job.id)?.finishedAt == ended?.finishedAt)
        }
    }

    @Test func `jobs are listed newest first, page by page`() async throws {
        try await TestMill.withCreatedJob { mill in
            let jobs = JobRecords(mill.pool)
            let second = try await TestMill.makeJob(mill.pool, name: "second")
            let third = try await TestMill.makeJob(mill.pool, name: "third")

            #expect(try await jobs.list(limit: 2, after: nil).map(\.id) == [third.id, second.id])
            #expect(try await jobs.list(limit: 2, after: second.id).map(\.id) == [mill.job.id])
            #expect(try await jobs.list(limit: 2, after: mill.job.id).isEmpty)
        }
    }

    @Test func `only running and paused jobs are driven`() async throws {
        try await TestMill.withCreatedJob { mill in
            let jobs = JobRecords(mill.pool)
            var driven: [JobID] = []
            for state in JobState.allCases {
                let job = try await TestMill.makeJob(mill.pool)
                _ = try await jobs.move(job.number, from: [.created], to: state)
                if state == .running || state == .paused { driven.append(job.id) }
            }
            #expect(try await jobs.driven().map(\.id) == driven)
        }
    }
}
