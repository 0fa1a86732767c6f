import Domain

/// What the stages after ours want: nothing more of a job, or all at once.
///
/// Only generate is held back; the others finish chains (QUEUE R39). Results
/// that an idle stage waits for do not linger (R42).
struct Demand: Sendable {
    /// How much of a job waits for a stage, counted up to the limit.
    struct Depth: Sendable {
        let stage: Stage
        let job: Int32
        let count: Int
        let lowest: Int64?
    }

    private let stage: Stage
    private var pressure = BackPressure()
    private var marks: [Stage: Watermarks] = [:]
    private(set) var isDownstreamEmpty = false
    /// Stages with less waiting than their workers can hold: some may stand idle.
    private var shallow: Set<Stage> = []

    init(of stage: Stage) { self.stage = stage }

    /// The stages our results make tasks for.
    var downstream: [Stage] {
        switch stage {
        case .generate: [.revise, .verify]
        case .revise: [.verify]
        case .verify: [.revise]
        }
    }

    /// How far to count.
    func limit(_ capacities: [Stage: Int]) -> Int {
        let consumers = downstream.map { capacities[$0, default: 0] }.max() ?? 0
        return 1 + (stage == .generate ? BackPressure.limit(consumers: consumers) : consumers)
    }

    /// Where counting may begin, as for claims (QUEUE R9).
    mutating func mark(_ stage: Stage, _ job: Int32, at now: ContinuousClock.Instant) -> Int64 {
        guard var own = marks[stage], !own.rescanIsDue(at: now) else { return 0 }
        defer { marks[stage] = own }
        return own.mark(job, at: now)
    }

    /// Takes in the depths of all jobs.
    mutating func observe(
        _ depths: [Depth], capacities: [Stage: Int], taking duration: Duration,
        at now: ContinuousClock.Instant
    ) {
        for depth in depths {
            pressure.observe(
                depth.job, depth.stage, depth: depth.count, consumers: capacities[depth.stage, default: 0])
            if let lowest = depth.lowest {
                marks[depth.stage, default: Watermarks()].claimed(depth.job, lowest: lowest - 1, at: now)
            }
        }
        for stage in downstream where marks[stage, default: Watermarks()].rescanIsDue(at: now) {
            marks[stage, default: Watermarks()].rescanned(taking: duration, at: now)
        }
        pressure.keep(Set(depths.map(\.job)))
        let waiting = Dictionary(depths.map { ($0.stage, $0.count) }, uniquingKeysWith: +)
        shallow = Set(downstream.filter { waiting[$0, default: 0] < capacities[$0, default: 0] })
        isDownstreamEmpty = !depths.isEmpty && depths.allSatisfy { $0.count == 0 }
    }

    /// Whether workers of a stage may wait for tasks.
    func isShallow(_ stage: Stage) -> Bool { shallow.contains(stage) }

    /// The jobs to claim from.
    func open(_ shares: [JobShare]) -> [JobShare] {
        stage == .generate ? shares.filter { !pressure.holds($0.job) } : shares
    }
}
