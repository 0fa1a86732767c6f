import Domain
package import Logging
import Records
package import TaskQueue

/// The loop every stage runs: claim, handle, complete.
///
/// Ends when the source drains. Tasks run side by side as child tasks; how many
/// is the source's capacity.
package struct StageLoop<Handler: TaskHandler, C: Completion>: Sendable where C.Result == Handler.Result {
    private let source: TaskSource<C>
    private let handler: Handler
    private let inputs: InputReader
    private let jobs: JobDirectory
    private let logger: Logger

    package init(
        source: TaskSource<C>, handler: Handler, inputs: InputReader, jobs: JobDirectory, logger: Logger
    ) {
        self.source = source
        self.handler = handler
        self.inputs = inputs
        self.jobs = jobs
        self.logger = logger
    }

    package func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await source.run() }
            for await task in source.tasks {
                group.addTask { await source.finish(task, await outcome(of: task)) }
            }
        }
    }

    private func outcome(of task: ClaimedTask) async -> TaskOutcome<C.Result> {
        do {
            guard let input = try await inputs.input(of: task.id),
                let specification = try await jobs.specification(of: task.id.job)
            else { return .fatal("the sample or the text it works on is gone") }
            let work = StageWork(input: input, specification: specification, attempt: task.attempt) {
                await source.mayStart(task)
            }
            return try await handler.handle(work)
        } catch {
            logger.debug("task failed", metadata: ["task": "\(task.id.rawValue)", "error": "\(error)"])
            return TaskOutcome(failing: error)
        }
    }
}
