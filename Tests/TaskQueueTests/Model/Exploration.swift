import Domain

@testable import TaskQueue

/// Looks at every interleaving of a tiny round: all states that any order of steps
/// leads to, each once, breadth first.
struct Exploration {
    /// A broken invariant and the shortest way there.
    struct Finding: Equatable {
        let broken: Invariant
        let way: [Step]
    }

    /// How a state was first reached, and whence.
    private struct Arrival {
        let from: Int
        let step: Step
    }

    let model: QueueModel
    private(set) var states = [TaskTables()]
    private(set) var transitions = 0
    private var numbers = [TaskTables(): 0]
    /// As many as states; the first state was there.
    private var arrivals = [Arrival(from: 0, step: .crash)]
    /// Which states lead to which, for the way to the end.
    private var edges: [(from: Int32, to: Int32)] = []

    init(_ plan: ModelPlan, fault: Fault? = nil) { model = QueueModel(plan: plan, fault: fault) }

    /// Goes everywhere, or to the first broken invariant.
    mutating func run() -> Finding? {
        let audit = Audit(plan: model.plan)
        var number = 0
        while number < states.count {
            let before = states[number]
            for step in Self.steps(from: before, model.plan) {
                var after = before
                let answer = model.take(step, in: &after)
                transitions += 1
                if let broken = audit.broken(by: step, answer, from: before, to: after) {
                    return Finding(broken: broken, way: way(to: number) + [step])
                }
                if after != before { arrive(at: after, from: number, by: step) }
            }
            number += 1
        }
        return firstWithoutEnd().map { Finding(broken: .closesAtLast, way: way(to: $0)) }
    }

    private mutating func arrive(at state: TaskTables, from number: Int, by step: Step) {
        let target = numbers[state] ?? states.count
        if target == states.count {
            numbers[state] = target
            states.append(state)
            arrivals.append(Arrival(from: number, step: step))
        }
        edges.append((Int32(number), Int32(target)))
    }

    private func way(to number: Int) -> [Step] {
        var (number, steps) = (number, [Step]())
        while number > 0 {
            steps.append(arrivals[number].step)
            number = arrivals[number].from
        }
        return steps.reversed()
    }

    /// The first state from which no way leads to the round's end; goes backwards from all ends.
    private func firstWithoutEnd() -> Int? {
        var starts = [Int32](repeating: 0, count: states.count + 1)
        for edge in edges { starts[Int(edge.to) + 1] += 1 }
        for number in states.indices { starts[number + 1] += starts[number] }
        var (sources, next) = ([Int32](repeating: 0, count: edges.count), starts)
        for edge in edges {
            sources[Int(next[Int(edge.to)])] = edge.from
            next[Int(edge.to)] += 1
        }
        var ends = states.map(\.isOver)
        var queue = states.indices.filter { ends[$0] }
        while let number = queue.popLast() {
            for place in Int(starts[number])..<Int(starts[number + 1]) where !ends[Int(sources[place])] {
                ends[Int(sources[place])] = true
                queue.append(Int(sources[place]))
            }
        }
        return ends.firstIndex(of: false)
    }
}

extension Exploration {
    /// Everything that anybody could do now.
    private static func steps(from tables: TaskTables, _ plan: ModelPlan) -> [Step] {
        var steps: [Step] = [
            .seed, .commitSeed, .redrive, .commitRedrive, .close, .lookForWork, .commitClose, .markSwept,
            .crash,
        ]
        if plan.isCancellable { steps.append(.cancel) }
        for task in tables.ready.tasks { steps += [.claim(task), .claimUnheard(task)] }
        for task in tables.heard.tasks { addEndings(of: task, by: .latest, plan, to: &steps) }
        for task in tables.older.tasks { addEndings(of: task, by: .older, plan, to: &steps) }
        for task in tables.deferred.tasks { steps.append(.promote(task)) }
        for task in (tables.lease | tables.found).tasks { steps.append(.rescue(task)) }
        for task in tables.strays.tasks { steps.append(.reconcile(task)) }
        if tables.round == .cancelled {
            for task in tables.live.tasks { steps.append(.sweep(task)) }
        }
        return steps
    }

    private static func addEndings(
        of task: Int, by sender: Step.Sender, _ plan: ModelPlan, to steps: inout [Step]
    ) {
        steps.append(.complete(task, sender, passes: false))
        // Other verdicts than of responses decide nothing.
        if plan.which == .failed, ModelPlan.step(of: task) == 1 {
            steps.append(.complete(task, sender, passes: true))
        }
        for kind in TaskFailure.Kind.allCases { steps.append(.fail(task, sender, kind)) }
    }
}
