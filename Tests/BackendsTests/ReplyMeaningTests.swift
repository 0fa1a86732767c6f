import Contracts
import Testing

@testable import Backends

/// Each row of the table in BACKENDS §3.
@Suite struct ReplyMeaningTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let answer: BackendAnswer
        var context = ReplyContext()
        let kind: ChatFailure.Kind
        var breaker = BreakerEffect.neutral
        var limit = LimitEffect.unchanged
        var next = ReplyMeaning.NextStep.none
        var testDescription: String { name }
    }

    @Test(arguments: refusals + faults + failures + cures)
    func `a reply means`(row: Row) {
        let meaning = ReplyMeaning(of: row.answer, in: row.context)
        guard case .fail(let kind, let reason) = meaning.task else {
            Issue.record("completed")
            return
        }
        #expect(kind == row.kind)
        #expect(!reason.isEmpty)
        #expect(meaning.breaker == row.breaker)
        #expect(meaning.limit == row.limit)
        #expect(meaning.next == row.next)
    }

    @Test(arguments: ["stop", "length", "content_filter"])
    func `a choice completes, whatever ended it`(reason: String) {
        let body = Recorded.completion("hello", finish: reason)
        let meaning = ReplyMeaning(of: .reply(.init(status: 200, body: body)), in: .init())
        guard case .complete(let reply) = meaning.task else {
            Issue.record("\(meaning)")
            return
        }
        #expect(reply.choices.first?.finishReason == reason)
        #expect(meaning.breaker == .success)
        #expect(meaning.limit == .mayGrow)
    }

    static let refusals = [
        Row(
            name: "429", answer: reply(429), kind: .snooze(.seconds(2)), limit: .cut, next: .elsewhere),
        Row(
            name: "503", answer: reply(503, Recorded.overload), kind: .snooze(.seconds(2)), limit: .cut,
            next: .elsewhere),
        Row(
            name: "408", answer: reply(408), kind: .snooze(.seconds(2)), limit: .cut, next: .elsewhere),
        Row(
            name: "Retry-After", answer: reply(429, retryAfter: "17"), kind: .snooze(.seconds(17)),
            limit: .cut, next: .elsewhere),
        Row(
            name: "Retry-After too long", answer: reply(503, retryAfter: "3600"),
            kind: .snooze(.seconds(60)), limit: .cut, next: .elsewhere),
        Row(
            name: "Retry-After as a date", answer: reply(503, retryAfter: "Wed, 21 Oct 2015 07:28:00 GMT"),
            kind: .snooze(.seconds(2)), limit: .cut, next: .elsewhere),
        Row(
            name: "401", answer: reply(401, Recorded.badKey), kind: .snooze(.seconds(2)), next: .leavePool),
        Row(name: "403", answer: reply(403), kind: .snooze(.seconds(2)), next: .leavePool),
        Row(
            name: "404", answer: reply(404, Recorded.noAdapter), kind: .snooze(.seconds(2)),
            next: .rediscover),
    ]

    static let faults = [400, 413, 415, 422, 418].map {
        Row(name: "\($0)", answer: reply($0), kind: .fatal)
    }

    static let failures =
        [500, 502, 504].flatMap { status in
            [
                Row(
                    name: "\(status) of a backend that serves others", answer: reply(status), context: alive,
                    kind: .retry, breaker: .failure),
                Row(
                    name: "\(status) of a backend that serves nobody", answer: reply(status),
                    kind: .snooze(.seconds(2)), breaker: .failure),
            ]
        } + [
            Row(name: "424", answer: reply(424), kind: .retry),
            Row(
                name: "not JSON", answer: reply(200, Recorded.notJSON), context: alive, kind: .retry,
                breaker: .failure),
            Row(
                name: "no choices", answer: reply(200, Recorded.noChoices), context: alive, kind: .retry,
                breaker: .failure),
            Row(
                name: "plain text 200", answer: reply(200, Recorded.plainText), kind: .snooze(.seconds(2)),
                breaker: .failure),
            Row(
                name: "deadline", answer: .broken(.deadline), context: alive, kind: .retry, breaker: .failure),
            Row(
                name: "broken off", answer: .broken(.brokenOff("reset")), context: alive, kind: .retry,
                breaker: .failure),
            Row(
                name: "broken off in an outage", answer: .broken(.brokenOff("reset")),
                kind: .snooze(.seconds(2)), breaker: .failure),
            Row(
                name: "refused", answer: .broken(.beforeFirstByte("refused")), context: alive,
                kind: .snooze(.seconds(2)), breaker: .failure, next: .again),
            Row(name: "cancelled", answer: .broken(.cancelled), kind: .release),
            Row(
                name: "unusable", answer: .broken(.unusable("bad address")), kind: .snooze(.seconds(2)),
                next: .leavePool),
        ]

    static let cures = [
        Row(
            name: "cache miss", answer: reply(400, Recorded.cacheMiss),
            context: .init(imageByReference: true), kind: .retry, next: .sendImage),
        Row(
            name: "cache miss of bytes that were sent", answer: reply(400, Recorded.cacheMiss),
            kind: .fatal),
        Row(
            name: "format 400", answer: reply(400), context: .init(hasFormat: true), kind: .fatal,
            next: .relaxFormat),
        Row(
            name: "format 422", answer: reply(422), context: .init(hasFormat: true), kind: .fatal,
            next: .relaxFormat),
        Row(
            name: "format 500", answer: reply(500), context: .init(hasFormat: true),
            kind: .snooze(.seconds(2)), breaker: .failure, next: .relaxFormat),
        Row(
            name: "format 503", answer: reply(503), context: .init(hasFormat: true),
            kind: .snooze(.seconds(2)), limit: .cut, next: .elsewhere),
    ]

    private static let alive = ReplyContext(isAlive: true)

    private static func reply(
        _ status: Int, _ body: [UInt8] = Array("no".utf8), retryAfter: String? = nil
    ) -> BackendAnswer {
        .reply(TransportReply(status: status, retryAfter: retryAfter, body: body))
    }
}
