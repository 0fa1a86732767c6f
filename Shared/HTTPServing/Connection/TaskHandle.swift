/// A child task that can be cancelled from outside while it runs.
///
/// Owner: the task itself, which outlives every use: it is taken back before the
/// closure of `withUnsafeCurrentTask` returns. `cancel` is safe from any task.
struct TaskHandle: @unchecked Sendable {
    private let task: UnsafeCurrentTask?

    init(_ task: UnsafeCurrentTask?) { self.task = task }

    func cancel() { task?.cancel() }
}
