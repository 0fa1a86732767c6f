import Testing

@testable import TaskQueue

@Suite struct BatchQueueTests {
    private func filled(_ items: Range<Int>) -> BatchQueue<Int> {
        var queue = BatchQueue<Int>()
        for item in items { queue.add(item) }
        return queue
    }

    @Test func `batches leave in order and no larger than asked`() {
        var queue = filled(0..<5)
        #expect(queue.next(upTo: 2) == [0, 1])
        queue.settle()
        #expect(queue.next(upTo: 2) == [2, 3])
        queue.settle()
        #expect(queue.next(upTo: 2) == [4])
        queue.settle()
        #expect(queue.isEmpty && queue.next(upTo: 2).isEmpty)
    }

    @Test func `a batch without an answer is sent again as it was`() {
        var queue = filled(0..<5)
        _ = queue.next(upTo: 2)
        queue.takeBack()
        queue.add(5)
        #expect(queue.next(upTo: 64) == [0, 1])
        #expect(queue.next(upTo: 64) == [0, 1])
        #expect(queue.count == 6)
    }

    @Test(arguments: [1, 2, 3, 17, 63, 64]) func `one bad item of a batch is found and the others pass`(
        size: Int
    ) {
        for bad in 0..<size {
            var queue = filled(0..<size)
            var passed: [Int] = []
            var found: [Int] = []
            var sendings = 0
            while !queue.isEmpty {
                let batch = queue.next(upTo: 64)
                sendings += 1
                if batch.contains(bad) {
                    if let item = queue.refuse() { found.append(item) }
                } else {
                    passed += batch
                    queue.settle()
                }
            }
            #expect(found == [bad])
            #expect(passed == (0..<size).filter { $0 != bad })
            #expect(sendings <= 13)
        }
    }

    @Test func `everything unanswered is known`() {
        var queue = filled(0..<4)
        _ = queue.next(upTo: 4)
        _ = queue.refuse()
        queue.add(4)
        _ = queue.next(upTo: 4)
        #expect(Set(queue.items) == Set(0..<5))
    }
}
