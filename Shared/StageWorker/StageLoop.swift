import Domain
package import Logging
package import Records
package import TaskQueue

/// The loop every stage runs: claim, handle, complete.
///
/// Ends when the source drains. Inputs are read once a claim; then its tasks run side
/// by side as child tasks, and how many is the source's capacity.
package struct StageLoop<Handler: TaskHandler, C: Completion>: Sendable where C.Result == Handler.Result {
    private let source: TaskSource<C>
    private let handler: Handler
    private let inputs: TaskInputs
    private let jobs: JobDirectory
    private let logger: Logger

    package init(
        source: TaskSource<C>, handler: Handler, inputs: TaskInputs, jobs: JobDirectory, logger: Logger
    ) {
        self.source = source
        self.handler = handler
        self.inputs = inputs
        self.jobs = jobs
        self.logger = logger
    }

    /// Calls that still run when the source has ended, for it released their tasks, are
    /// cancelled: their results would be stale.
    package func run() async {
        await withTaskGroup { group in
            group.addTask { await handleClaims() }
            await source.run()
            group.cancelAll()
        }
    }

    private func handleClaims() async {
        await withDiscardingTaskGroup { group in
            for await claim in source.claims { group.addTask { await work(on: claim) } }
        }
    }

    private func work(on claim: [ClaimedTask]) async {
        let read = await inputs(of: claim)
        await withDiscardingTaskGroup { group in
            for task in claim {
                group.addTask { await source.finish(task, await outcome(of: task, read)) }
            }
        }
    }

    private func inputs(of claim: [ClaimedTask]) async -> Result<[TaskID: TaskInput], any Error> {
        do { return .success(try await inputs.read(claim.map(\.id))) } catch { return .failure(error) }
    }

    private func outcome(
        of task: ClaimedTask, _ inputs: Result<[TaskID: TaskInput], any Error>
    ) async -> TaskOutcome<C.Result> {
        do {
            guard let input = try inputs.get()[task.id],
                let specification = try await jobs.specification(of: task.id.job)
            else { return .fatal("the sample or the text it works on is gone") }
            let work = StageWork(
                input: input, specification: specification,
                adapters: try await jobs.adapters(for: task.id), attempt: task.attempt
            ) { await source.mayStart(task) }
            return try await handler.handle(work)
        } catch {
            logger.debug("task failed", metadata: ["task": "\(task.id.rawValue)", "error": "\(error)"])
            return TaskOutcome(failing: error)
        }
    }
}
