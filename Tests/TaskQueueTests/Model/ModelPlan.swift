import Domain

/// How large a modelled round is, and which task makes which.
struct ModelPlan: Hashable {
    /// At most four, with one response each: eight bits a sample.
    var samples = 1
    /// Revisions of a response; at most three.
    var feedbacks = 1
    var which = RevisionPlan.Which.all
    /// Samples asked for at once when seeding.
    var chunk = 1
    var maxAttempts = 2
    var maxCrashes = 2
    var isCancellable = true

    /// Steps as in TaskID: 0 generate, 1 verify the response, 2f revise, 2f + 1 verify that.
    static func step(of task: Int) -> Int { task & 7 }

    /// The generate tasks of the samples before one.
    func generates(before sample: Int) -> TaskSet {
        TaskSet(bits: UInt32(truncatingIfNeeded: UInt64(TaskSet.generates) & ((1 << UInt64(8 * sample)) - 1)))
    }

    /// What a stored result makes: a verify task of each text, and the revise tasks that
    /// the response or its failed verdict asks for (QUEUE R14).
    func successors(of task: Int, passes: Bool) -> TaskSet {
        switch Self.step(of: task) {
        case 0: TaskSet.one(task + 1) | (which == .all ? revises(task) : TaskSet())
        case 1: which == .failed && !passes ? revises(task - 1) : TaskSet()
        case let step where step & 1 == 0: TaskSet.one(task + 1)
        default: TaskSet()
        }
    }

    /// Every task that these tables say was made (QUEUE R2).
    func made(by tables: TaskTables) -> TaskSet {
        var made = generates(before: Int(tables.cursor))
        // What follows each kind of result, for all samples at once.
        let responses = TaskSet(bits: tables.result.bits & TaskSet.generates)
        let revisions = TaskSet(bits: tables.result.bits & TaskSet.revises)
        made.bits |= responses.bits << 1 | revisions.bits << 1
        let revised = which == .all ? responses.bits : tables.failed.bits >> 1
        made.bits |= revised &* reviseSteps
        return made
    }

    /// The revise tasks of a generate task's response.
    func revises(_ task: Int) -> TaskSet {
        TaskSet(bits: reviseSteps << UInt32(task))
    }

    /// The revise steps of the first sample; times the bits of responses, those of theirs.
    private var reviseSteps: UInt32 { TaskSet.revises & ((1 << UInt32(2 * feedbacks + 1)) - 1) }
}
