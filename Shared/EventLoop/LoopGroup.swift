import Synchronization

/// The loops of a process: one for each usable core unless told otherwise.
package final class LoopGroup: Sendable {
    package let loops: [ReadinessLoop]
    private let turn = Atomic<Int>(0)

    /// Opens `count` loops, at least one.
    package init(count: Int = usableCores()) throws(SystemCallError) {
        var loops: [ReadinessLoop] = []
        for number in 0..<max(1, count) { loops.append(try ReadinessLoop(label: "\(number)")) }
        self.loops = loops
    }

    /// The loops in turn.
    package func next() -> ReadinessLoop {
        let number = turn.add(1, ordering: .relaxed).oldValue
        return loops[Int(UInt(bitPattern: number) % UInt(loops.count))]
    }

    /// Stops every loop.
    package func stop() async {
        for loop in loops { await loop.stop() }
    }
}
