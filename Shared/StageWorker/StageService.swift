import Records
import ServiceLifecycle
import TaskQueue

/// The stage's loop as a service: stopping drains it, and what has not ended when the
/// grace is over is released for others (QUEUE R28).
struct StageService<Handler: TaskHandler, C: Completion>: Service where C.Result == Handler.Result {
    let loop: StageLoop<Handler, C>
    let source: TaskSource<C>
    let readiness: SchemaReadiness
    let grace: Duration
    /// Nil where hints are switched off.
    let hints: HintListener?

    func run() async throws {
        await cancelWhenGracefulShutdown { await readiness.wait() }
        await withDiscardingTaskGroup { group in
            group.addTask {
                // Cancelled: the loop has ended by itself.
                guard (try? await gracefulShutdown()) != nil else { return }
                await source.drain()
                guard (try? await Task.sleep(for: grace)) != nil else { return }
                await source.releaseAll()
            }
            if let hints { group.addTask { await hints.run { await source.hint() } } }
            await loop.run()
            group.cancelAll()
        }
    }
}
