import Contracts
import Curl
import Domain
import Foundation
import HTTPServing
import HTTPTypes
import Synchronization
import Testing

@testable import Backends

/// The client against servers on real sockets.
@Suite(.timeLimit(.minutes(1))) struct CurlTransportTests {
    @Test func `image bytes arrive as they were sent`() async throws {
        let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let expected = "data:image/png;base64,\(Data(bytes).base64EncodedString())"
        let echo: FakeServer.Script = { request in
            let same = request.messages.first?.parts.first == .imageURL(expected)
            return FakeServer.completion(same ? "same" : "other")
        }
        var call = ChatBench.call()
        call.image = ChatImage(bytes: bytes, type: .png)
        #expect(try await text(of: call, from: [echo]) == "same")
    }

    @Test func `overload moves the call to the other server`() async throws {
        let full: FakeServer.Script = { _ in
            .bytes(Recorded.overload, type: "application/json", status: .serviceUnavailable)
        }
        for image in 0..<4 {
            let text = try await text(
                of: ChatBench.call(image: image), from: [full, { _ in FakeServer.completion("served") }])
            #expect(text == "served")
        }
    }

    @Test func `Retry-After is read from the reply`() async throws {
        let failure = try await failure {
            _ in Reply(status: .tooManyRequests, fields: [.retryAfter: "11"])
        }
        #expect(failure?.kind == .snooze(.seconds(11)))
    }

    @Test func `a reply that breaks off is a failure, and not asked again`() async throws {
        let asked = Mutex(0)
        let failure = try await failure { _ in
            asked.withLock { $0 += 1 }
            return .stream(type: "application/json") { writer in
                try await writer.write(#"{"choices": ["#)
                throw CancellationError()
            }
        }
        #expect(failure?.reason.contains("broke off") == true)
        #expect(asked.withLock { $0 } == 1)
    }

    @Test func `a server that never replies is left at the deadline`() async throws {
        var settings = ChatSettings()
        settings.deadline = .milliseconds(200)
        let start = ContinuousClock.now
        let failure = try await failure(settings) { _ in
            try await Task.sleep(for: .seconds(600))
            return FakeServer.completion("late")
        }
        #expect(failure?.reason == "no whole reply within the deadline")
        #expect(.now - start < .seconds(10))
    }

    @Test func `cancelling a call ends it at the server`() async throws {
        let (began, signal) = AsyncStream.makeStream(of: Void.self)
        let (ended, over) = AsyncStream.makeStream(of: Void.self)
        let script: FakeServer.Script = { _ in
            signal.yield()
            defer { over.yield() }
            try await Task.sleep(for: .seconds(600))
            return FakeServer.completion("late")
        }
        try await FakeServer.with([script]) { client in
            let failure = await withTaskGroup { group in
                group.addTask { await Self.failure(of: client) }
                for await _ in began { break }
                group.cancelAll()
                return await group.next() ?? nil
            }
            #expect(failure?.kind == .release)
            for await _ in ended { break }
        }
    }

    @Test func `a refused connection is tried again and then an outage`() async throws {
        let failure = try await FakeServer.with([{ _ in FakeServer.completion("x") }]) { client in
            let listed = await client.pool.listing(of: .numbered(0))
            let row = Backend(id: .numbered(9), url: "http://127.0.0.1:1")
            await client.pool.update([row])
            await client.pool.record(.success(try #require(listed)), of: row)
            return await Self.failure(of: client)
        }
        #expect(failure?.kind == .snooze(.seconds(2)))
        #expect(failure?.reason.contains("could not connect") == true)
    }

    @Test(arguments: [
        (CurlError.couldNotConnect("x"), true), (.tls("x"), true), (.timedOut(.connecting), true),
        (.connectionLost(afterFirstByte: false), true), (.connectionLost(afterFirstByte: true), false),
        (.timedOut(.waiting), false), (.timedOut(.receiving), false), (.replyTooLarge(limit: 1), false),
        (.cancelled, false), (.badURL("x"), false),
        (.other(function: "f", code: 1, text: "x"), false),
    ])
    func `another try follows only what came before the first byte`(error: CurlError, again: Bool) {
        let meaning = ReplyMeaning(of: .broken(TransportError(error)), in: ReplyContext())
        #expect((meaning.next == .again) == again)
    }

    private func text(of call: ChatCall, from scripts: [FakeServer.Script]) async throws -> String {
        try await FakeServer.with(scripts) { try await $0.chat(call).text }
    }

    private func failure(
        _ settings: ChatSettings = ChatSettings(), _ script: @escaping FakeServer.Script
    ) async throws -> ChatFailure? {
        try await FakeServer.with([script], settings: settings) { await Self.failure(of: $0) }
    }

    private static func failure(of client: ChatClient) async -> ChatFailure? {
        do throws(ChatFailure) {
            _ = try await client.chat(ChatBench.call())
            return nil
        } catch {
            return error
        }
    }
}
