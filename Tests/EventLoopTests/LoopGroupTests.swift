import Testing

@testable import EventLoop

@Suite struct LoopGroupTests {
    @Test(arguments: [1, 4])
    func `loops are handed out in turn`(count: Int) async throws {
        let group = try LoopGroup(count: count)
        let first = (0..<count).map { _ in group.next().label }
        let second = (0..<count).map { _ in group.next().label }

        #expect(Set(first).count == count)
        #expect(first == second)
        await group.stop()
    }
}
