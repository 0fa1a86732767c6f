import Digests
import Postgres
import TaskQueue
import TestSupport
import Testing

@testable import Records

@Suite struct KeptAnswersTests {
    private struct Mistake: Error {}

    private let request = KeyedRequest(
        route: "POST /v1/jobs", key: "k-1", content: SHA256Digest(of: "{}".utf8))

    private func made(_ number: Int) -> KeptAnswer {
        KeptAnswer(status: 201, location: "/v1/jobs/\(number)", body: Array("number \(number)".utf8))
    }

    @Test func `who asks again gets the first answer, and nothing is made for it`() async throws {
        try await withRecords { database in
            let answers = KeptAnswers(database.pool)
            let first = try await answers.answer(to: request) { _ in made(1) }
            let second = try await answers.answer(to: request) { _ in throw Mistake() }
            #expect(first == (made(1), false))
            #expect(second == (made(1), true))
        }
    }

    @Test func `the same key with another content is refused, on another route it is another key`()
        async throws
    {
        try await withRecords { database in
            let answers = KeptAnswers(database.pool)
            _ = try await answers.answer(to: request) { _ in made(1) }
            let other = KeyedRequest(
                route: request.route, key: request.key, content: SHA256Digest(of: "[]".utf8))
            await #expect(throws: KeptAnswers.Refusal.otherContent) {
                _ = try await answers.answer(to: other) { _ in made(2) }
            }
            let elsewhere = KeyedRequest(
                route: "POST /v1/backends", key: request.key, content: request.content)
            let again = try await answers.answer(to: elsewhere) { _ in made(3) }
            #expect(again == (made(3), false))
        }
    }

    @Test func `two callers may choose the same key`() async throws {
        try await withRecords { database in
            let answers = KeptAnswers(database.pool)
            for (number, caller) in ["", "pm_alice0000000", "pm_bob000000000"].enumerated() {
                let own = KeyedRequest(
                    caller: caller, route: request.route, key: request.key, content: request.content)
                let first = try await answers.answer(to: own) { _ in made(number) }
                #expect(first == (made(number), false))
            }
        }
    }

    @Test func `what fails keeps nothing, so that it can be asked for again`() async throws {
        try await withRecords { database in
            let answers = KeptAnswers(database.pool)
            await #expect(throws: Mistake.self) {
                _ = try await answers.answer(to: request) { _ in throw Mistake() }
            }
            let again = try await answers.answer(to: request) { _ in made(2) }
            #expect(again == (made(2), false))
        }
    }

    @Test func `of several at once one makes it, and all get its answer`() async throws {
        try await withRecords { database in
            let answers = KeptAnswers(database.pool)
            let all = try await withThrowingTaskGroup(of: (answer: KeptAnswer, isRepeated: Bool).self) {
                group in
                for number in 1...8 {
                    group.addTask { try await answers.answer(to: request) { _ in made(number) } }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(all.map(\.answer)).count == 1)
            #expect(all.count { !$0.isRepeated } == 1)
        }
    }

    @Test func `one that is still at work is told apart from one that is done`() async throws {
        try await withRecords { database in
            let answers = KeptAnswers(database.pool)
            let waiting = try await database.connect()
            try await waiting.query("set lock_timeout = '50ms'")
            _ = try await answers.answer(to: request) { _ in
                await #expect(throws: KeptAnswers.Refusal.inProgress) {
                    _ = try await answers.answer(to: request, over: waiting) { _ in made(2) }
                }
                return made(1)
            }
        }
    }

    @Test func `an answer is kept for a day`() async throws {
        try await withRecords { database in
            let answers = KeptAnswers(database.pool)
            _ = try await answers.answer(to: request) { _ in made(1) }
            try await database.pool.query(
                "update pairmill.kept_answer set created_at = created_at - interval '25 hours'")
            let next = KeyedRequest(route: request.route, key: "k-2", content: request.content)
            _ = try await answers.answer(to: next) { _ in made(2) }
            let again = try await answers.answer(to: request) { _ in made(3) }
            #expect(again == (made(3), false))
        }
    }
}

private func withRecords(_ body: (TestDatabase) async throws -> Void) async throws {
    try await withTestDatabase(migrations: [QueueSchema.migrations, RecordsSchema.migrations], body)
}
