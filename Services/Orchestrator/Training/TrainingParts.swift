import Backends
import Curl
import Records

/// The parts of the Orchestrator that train roles and keep adapters, put together.
struct TrainingParts: Sendable {
    /// Nil where no trainer is connected.
    let driver: TrainingDriver?
    let keeper: AdapterKeeper
    let bringing: AdapterBringing

    init(
        _ settings: OrchestratorSettings, tools: OrchestratorTools, requests: DirectRequests,
        transfers: CurlClient
    ) {
        let (database, logger) = (tools.database, tools.logger)
        let folder = AdapterFolder(root: settings.trainer.adapters, pool: tools.blocking)
        let bases = BaseModels(backends: BackendRecords(database), requests: requests)
        keeper = AdapterKeeper(
            adapters: AdapterRecords(database), places: AdapterPlaces(database),
            backends: BackendRecords(database), jobs: JobRecords(database), events: JobEvents(database),
            requests: requests, prompts: GatePrompts(database, blobs: tools.blobs), folder: folder,
            logger: logger)
        bringing = AdapterBringing(
            folder: folder, roots: settings.intakeRoots, bases: bases, adapters: AdapterRecords(database),
            trainings: TrainingRecords(database), events: JobEvents(database))
        driver = settings.trainer.url.map { url in
            let work = TrainingWork(
                jobs: JobRecords(database), adapters: AdapterRecords(database),
                trainer: TrainerClient(client: transfers, url: url, key: settings.trainer.key),
                file: TrainingFile(
                    lines: TrainingLines(
                        database: database, blobs: tools.blobs, images: settings.trainer.images)),
                folder: folder, bases: bases, timeout: settings.trainer.timeout)
            return TrainingDriver(
                holds: TrainingHolds(database), work: work, events: JobEvents(database), logger: logger)
        }
    }
}
