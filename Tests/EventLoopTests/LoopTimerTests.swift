import Testing

@testable import EventLoop

@Suite struct LoopTimerTests {
    @Test func `a timer fires once, never early`() async throws {
        try await withLoop { loop in
            let start = ContinuousClock.now
            await withCheckedContinuation { continuation in
                loop.post { _ = loop.schedule(after: .milliseconds(30)) { continuation.resume() } }
            }
            #expect(ContinuousClock.now - start >= .milliseconds(30))
        }
    }

    @Test func `timers fire in the order of their deadlines`() async throws {
        try await withLoop { loop in
            let (numbers, sink) = AsyncStream.makeStream(of: Int.self)
            loop.post {
                for wait in [3, 1, 2] {
                    _ = loop.schedule(after: .milliseconds(wait * 20)) {
                        sink.yield(wait)
                        if wait == 3 { sink.finish() }
                    }
                }
            }
            #expect(await numbers.reduce(into: []) { $0.append($1) } == [1, 2, 3])
        }
    }

    @Test func `a cancelled timer is silent, also within the batch that makes it due`() async throws {
        try await withLoop { loop in
            let (names, sink) = AsyncStream.makeStream(of: String.self)
            loop.post {
                var timers: [LoopTimer] = []
                for name in ["a", "b"] {
                    timers.append(
                        loop.schedule(after: .zero) {
                            sink.yield(name)
                            timers.forEach { $0.cancel() }
                        })
                }
                _ = loop.schedule(after: .milliseconds(40)) { sink.finish() }
            }
            #expect(await names.reduce(into: 0) { count, _ in count += 1 } == 1)
        }
    }

    @Test func `a timer may be set again by its own action and put off before`() async throws {
        try await withLoop { loop in
            let (moments, sink) = AsyncStream.makeStream(of: ContinuousClock.Instant.self)
            let start = ContinuousClock.now
            loop.post {
                var count = 0
                var timer: LoopTimer?
                timer = loop.schedule(after: .milliseconds(1)) {
                    count += 1
                    sink.yield(.now)
                    if count < 3 { timer?.refresh(after: .milliseconds(1)) } else { sink.finish() }
                }
                timer?.refresh(after: .milliseconds(50))
            }
            let all = await moments.reduce(into: []) { $0.append($1) }
            #expect(all.count == 3)
            let first = try #require(all.first)
            #expect(first - start >= .milliseconds(50))
        }
    }

    @Test func `a wait that never ends is no overflow`() {
        let now = MonotonicTime(nanoseconds: 1_000)

        #expect(now.tick(after: .seconds(Int64.max)) > now.tick(after: .seconds(86_400 * 365)))
        #expect(now.tick(after: .zero) == 1)
        #expect(now.tick(after: .seconds(-1)) == 0)
    }
}
