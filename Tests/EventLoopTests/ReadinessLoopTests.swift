import Glibc
import Synchronization
import Testing

@testable import EventLoop

@Suite struct ReadinessLoopTests {
    @Test func `posted actions run in turns of the loop, in order`() async throws {
        try await withLoop { loop in
            let (numbers, sink) = AsyncStream.makeStream(of: Int.self)
            for number in 0..<100 {
                loop.post {
                    #expect(loop.isCurrent)
                    sink.yield(number)
                }
            }
            loop.post { sink.finish() }
            #expect(!loop.isCurrent)
            #expect(await numbers.reduce(into: []) { $0.append($1) } == Array(0..<100))
        }
    }

    @Test func `nothing posted from many threads is lost`() async throws {
        try await withLoop { loop in
            let count = Count()
            await withTaskGroup { group in
                for _ in 0..<8 {
                    group.addTask {
                        for _ in 0..<2_000 { loop.post { count.add() } }
                    }
                }
            }
            _ = await loop.measureLag()
            #expect(count.value == 16_000)
        }
    }

    @Test func `a watch tells of bytes until it is cancelled`() async throws {
        try await withLoop { loop in
            let reader = try await PairReader(loop: loop)
            await reader.send("one")
            await reader.wait(for: "one")
            await reader.send("two")
            await reader.wait(for: "onetwo")
            await reader.cancel()
            await reader.send("three")
            _ = await loop.measureLag()
            #expect(await reader.text == "onetwo")
        }
    }

    @Test func `a watch without interest is silent until it has some again`() async throws {
        try await withLoop { loop in
            let reader = try await PairReader(loop: loop)
            try await reader.update([])
            await reader.send("x")
            let turns = loop.load.turns
            _ = await loop.measureLag()
            #expect(loop.load.turns <= turns + 2)
            #expect(await reader.text.isEmpty)
            try await reader.update(.read)
            await reader.wait(for: "x")
        }
    }

    @Test func `an event for a number that was reused in the batch is dropped`() async throws {
        try await withLoop { loop in
            let (told, sink) = AsyncStream.makeStream(of: String.self)
            let (a, b, c) = (try socketPair(), try socketPair(), try socketPair())
            loop.post {
                // Both become readable before the next poll; whoever comes first silences the other
                // and puts a fresh, silent socket under its number.
                let pairs = [a, b]
                var watches: [Watch] = []
                for (index, pair) in pairs.enumerated() {
                    let watch = try? loop.watch(number: pair.0, .read) { _ in
                        let other = 1 - index
                        watches.forEach { $0.cancel() }
                        dup2(c.0, pairs[other].0)
                        _ = try? loop.watch(number: pairs[other].0, .read) { _ in sink.yield("stale") }
                        sink.yield("first")
                    }
                    if let watch { watches.append(watch) }
                    write(pair.1, "x", 1)
                }
            }
            var events = told.makeAsyncIterator()
            #expect(await events.next() == "first")
            _ = await loop.measureLag()
            sink.finish()
            #expect(await events.next() == nil)
            for number in [a.0, a.1, b.0, b.1, c.0, c.1] { close(number) }
        }
    }

    @Test func `a closed descriptor is closed when the turn is over`() async throws {
        try await withLoop { loop in
            let (ours, theirs) = try socketPair()
            defer { close(theirs) }
            let socket = try #require(inode(of: ours))
            let inTurn = await withCheckedContinuation { continuation in
                loop.post {
                    loop.close(Descriptor(owning: ours))
                    continuation.resume(returning: inode(of: ours))
                }
            }
            #expect(inTurn == socket)
            _ = await loop.measureLag()
            #expect(inode(of: ours) != socket)
        }
    }

    @Test func `an idle loop has no turns`() async throws {
        try await withLoop { loop in
            // Read in a turn: those before it are counted, it is counted when it ends.
            let before = await withCheckedContinuation { continuation in
                loop.post { continuation.resume(returning: loop.load.turns) }
            }
            // Real time is the subject: no turn may come while it passes.
            try await Task.sleep(for: .milliseconds(150))
            #expect(loop.load.turns == before + 1)
        }
    }

    @Test func `a handler that blocks shows as a slow turn and as lag`() async throws {
        try await withLoop { loop in
            loop.post {
                let end = ContinuousClock.now + .milliseconds(200)
                while ContinuousClock.now < end {}
            }
            // Long enough for a machine so busy that this comes late, and others' turns take long too.
            #expect(await loop.measureLag() > .milliseconds(20))
            _ = await loop.measureLag()
            #expect(loop.load.slowTurns >= 1)
            #expect(loop.load.longestTurn >= .milliseconds(200))
        }
    }

    @Test func `a stopped loop refuses watches and still runs what is posted`() async throws {
        let loop = try ReadinessLoop(label: "test")
        await loop.stop()
        await loop.stop()
        let error = await withCheckedContinuation { continuation in
            loop.post {
                let result = Result { () throws(SystemCallError) in
                    _ = try loop.watch(number: 0, .read) { _ in }
                }
                if case .failure(let error) = result { continuation.resume(returning: error) }
            }
        }
        #expect(error.code == EBADF)
    }
}

private final class Count: Sendable {
    private let number = Atomic(0)
    var value: Int { number.load(ordering: .relaxed) }

    func add() { number.add(1, ordering: .relaxed) }
}

/// Runs a body with a loop of its own.
func withLoop<Value: Sendable>(_ body: (ReadinessLoop) async throws -> Value) async throws -> Value {
    let loop = try ReadinessLoop(label: "test")
    do {
        let value = try await body(loop)
        await loop.stop()
        return value
    } catch {
        await loop.stop()
        throw error
    }
}
