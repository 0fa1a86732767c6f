package import Domain

/// One round of one job.
package struct RoundID: Sendable, Hashable {
    package let job: Int32
    /// 1…15.
    package let number: Int16

    package init(job: Int32, number: Int16) {
        self.job = job
        self.number = number
    }

    /// The round a task belongs to.
    package init(of task: TaskID) {
        self.init(job: task.job, number: Int16(task.round))
    }

    /// The ids of its tasks; both ends included.
    package var ids: ClosedRange<Int64> { TaskID.range(job: job, round: Int(number)) }
}

extension RoundID: CustomStringConvertible {
    package var description: String { "round \(number) of job \(job)" }
}
