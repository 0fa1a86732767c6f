import Testing

@testable import EventLoop

@Suite struct LoopActorTests {
    private actor Counter: LoopActor {
        nonisolated let loop: ReadinessLoop
        private(set) var count = 0
        var isOnLoop: Bool { loop.isCurrent }

        init(loop: ReadinessLoop) { self.loop = loop }

        func increment() { count += 1 }

        func incrementLater() async {
            await withCheckedContinuation { continuation in
                loop.later {
                    self.increment()
                    continuation.resume()
                }
            }
        }
    }

    @Test func `an actor on the loop runs in its turns`() async throws {
        try await withLoop { loop in
            #expect(await Counter(loop: loop).isOnLoop)
        }
    }

    @Test func `a handler given inside the actor is of the actor`() async throws {
        try await withLoop { loop in
            let counter = Counter(loop: loop)
            await counter.incrementLater()
            #expect(await counter.count == 1)
        }
    }

    @Test func `a turn of the loop may assume the actor's isolation`() async throws {
        try await withLoop { loop in
            let counter = Counter(loop: loop)
            let count = await withCheckedContinuation { continuation in
                loop.post {
                    continuation.resume(
                        returning: counter.assumeIsolated {
                            $0.increment()
                            return $0.count
                        })
                }
            }
            #expect(count == 1)
        }
    }

    @Test func `a child task that prefers the loop runs and calls its actors without leaving it`()
        async throws
    {
        try await withLoop { loop in
            let counter = Counter(loop: loop)
            await withDiscardingTaskGroup { group in
                for _ in 0..<1_000 {
                    group.addTask(executorPreference: loop) {
                        #expect(loop.isCurrent)
                        await counter.increment()
                        #expect(loop.isCurrent)
                        await Task.yield()
                        #expect(loop.isCurrent)
                    }
                }
            }
            #expect(await counter.count == 1_000)
        }
    }

    @Test func `work outside the turns of the loop is told apart`() async throws {
        await #expect(processExitsWith: .failure) {
            let loop = try ReadinessLoop(label: "test")
            _ = loop.schedule(after: .seconds(1)) {}
        }
    }
}
