import Records
import ServiceLifecycle
import TaskQueue

/// The stage's loop as a service: stopping drains it.
struct StageService<Handler: TaskHandler, C: Completion>: Service where C.Result == Handler.Result {
    let loop: StageLoop<Handler, C>
    let source: TaskSource<C>
    let readiness: SchemaReadiness

    func run() async throws {
        await cancelWhenGracefulShutdown { await readiness.wait() }
        await withDiscardingTaskGroup { group in
            group.addTask {
                // Cancelled: the loop has ended by itself.
                guard (try? await gracefulShutdown()) != nil else { return }
                await source.drain()
            }
            await loop.run()
            group.cancelAll()
        }
    }
}
