/// Some tasks of a model, a bit each.
///
/// A task is a number: eight times its sample and its step, counted as TaskID's
/// steps are (QUEUE R5). Plain operators on one word, because millions of schedules
/// run in debug builds as well.
struct TaskSet: Hashable {
    var bits: UInt32 = 0

    /// The generate tasks of all samples, and their revise tasks.
    static var generates: UInt32 { 0x0101_0101 }
    static var revises: UInt32 { 0x5454_5454 }

    static func one(_ task: Int) -> TaskSet { TaskSet(bits: 1 << UInt32(task)) }

    var isEmpty: Bool { bits == 0 }
    var count: Int { bits.nonzeroBitCount }

    func contains(_ task: Int) -> Bool { bits & (1 << UInt32(task)) != 0 }
    mutating func insert(_ task: Int) { bits |= 1 << UInt32(task) }
    mutating func remove(_ task: Int) { bits &= ~(1 << UInt32(task)) }

    /// The task with so many of the set before it.
    func task(_ place: Int) -> Int {
        var rest = bits
        for _ in 0..<place { rest &= rest - 1 }
        return rest.trailingZeroBitCount
    }

    /// All of them, in their order.
    var tasks: [Int] { (0..<count).map(task) }

    static func | (left: TaskSet, right: TaskSet) -> TaskSet { TaskSet(bits: left.bits | right.bits) }
    static func & (left: TaskSet, right: TaskSet) -> TaskSet { TaskSet(bits: left.bits & right.bits) }
    static func - (left: TaskSet, right: TaskSet) -> TaskSet { TaskSet(bits: left.bits & ~right.bits) }
}

/// A small count for each task, two bits each: 0 … 3.
struct TaskCounts: Hashable {
    private(set) var ones = TaskSet()
    private(set) var twos = TaskSet()

    subscript(task: Int) -> Int { (ones.contains(task) ? 1 : 0) + (twos.contains(task) ? 2 : 0) }

    /// Counts one more; stays at three.
    mutating func increment(_ task: Int) {
        guard ones.contains(task) else { return ones.insert(task) }
        guard !twos.contains(task) else { return }
        ones.remove(task)
        twos.insert(task)
    }

    mutating func clear(_ tasks: TaskSet) {
        ones = ones - tasks
        twos = twos - tasks
    }

    /// Those that were counted so often, or more.
    func atLeast(_ limit: Int) -> TaskSet {
        switch limit {
        case 1: ones | twos
        case 2: twos
        default: ones & twos
        }
    }
}
