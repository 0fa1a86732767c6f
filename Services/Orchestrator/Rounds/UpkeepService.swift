import ServiceLifecycle
import TaskQueue

/// The queue's duties as a service that ends with the process.
struct UpkeepService: Service {
    let upkeep: Upkeep

    func run() async throws {
        await cancelWhenGracefulShutdown { await upkeep.run() }
    }
}
