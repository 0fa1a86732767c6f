import Testing

@testable import TaskQueue

@Suite struct SeedingPaceTests {
    private let pace = SeedingPace(chunk: 500)

    @Test func `nothing is seeded while twice the capacity is ready`() {
        #expect(pace.samples(ready: 200, capacity: 100, slots: 8) == 0)
    }

    @Test func `a shallow queue is filled to four times the capacity`() {
        #expect(pace.samples(ready: 199, capacity: 100, slots: 8) == 26)
        #expect(pace.samples(ready: 0, capacity: 100, slots: 8) == 50)
    }

    @Test func `no more than a chunk at once`() {
        #expect(pace.samples(ready: 0, capacity: 100_000, slots: 1) == 500)
    }

    @Test func `something waits for the first generator to start`() {
        #expect(pace.samples(ready: 0, capacity: 0, slots: 8) == 8)
        #expect(pace.samples(ready: 0, capacity: 0, slots: 256) == 1)
    }
}
