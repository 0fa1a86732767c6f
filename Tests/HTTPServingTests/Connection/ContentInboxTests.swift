import Testing

@testable import HTTPServing

@Suite struct ContentInboxTests {
    private var numbers = WaitNumber()

    /// What a reader is told who waits between what happens before and after.
    private mutating func read(
        before: (inout ContentInbox) -> Void = { _ in },
        after: (inout ContentInbox, WaitNumber) -> Void = { _, _ in }
    ) async throws -> [UInt8]? {
        var inbox = ContentInbox()
        let number = numbers.next()
        return try await withCheckedThrowingContinuation { continuation in
            before(&inbox)
            inbox.wait(Waiter(continuation, number: number))
            after(&inbox, number)
        }
    }

    @Test mutating func `a reader is told what comes while it waits`() async throws {
        #expect(try await read(after: { inbox, _ in inbox.append([7]) }) == [7])
        #expect(try await read(after: { inbox, _ in inbox.finish() }) == nil)
        await #expect(throws: ConnectionError.clientGone) {
            try await read(after: { inbox, _ in inbox.fail(ConnectionError.clientGone) })
        }
    }

    @Test mutating func `a reader that begins to wait late is told what came before`() async throws {
        #expect(try await read(before: { $0.append([7]) }) == [7])
        #expect(try await read(before: { $0.finish() }) == nil)
        await #expect(throws: ConnectionError.clientGone) {
            try await read(before: { $0.fail(ConnectionError.clientGone) })
        }
    }

    @Test mutating func `a reader that is left when the reply is done is told so`() async throws {
        await #expect(throws: ConnectionError.replyDone) {
            try await read(after: { inbox, _ in inbox.discard() })
        }
        await #expect(throws: ConnectionError.replyDone) {
            try await read(before: {
                $0.finish()
                $0.discard()
            })
        }
    }

    @Test mutating func `a cancellation ends its own wait and no later one`() async throws {
        await #expect(throws: CancellationError.self) {
            try await read(after: { inbox, number in inbox.cancel(number) })
        }
        let past = numbers.next()
        let told = try await read(after: { inbox, _ in
            inbox.cancel(past)
            inbox.append([7])
        })
        #expect(told == [7])
    }

    @Test func `content that is complete can be read after its client is gone`() throws {
        var inbox = ContentInbox()
        inbox.append([7])
        inbox.finish()
        inbox.fail(ConnectionError.clientGone)
        #expect(try inbox.take()?.get() == [7])
        #expect(try inbox.take()?.get() == .some(nil))
    }
}
