import Backends
import Blobs
import Settings
import TaskQueue

/// What an Orchestrator is told by its environment.
struct OrchestratorSettings: Sendable {
    let service: ServiceSettings
    let blobs: BlobLocation
    let intakeRoots: IntakeRoots
    let intakeHosts: IntakeHosts
    /// Registered at start where they are not known yet (DECISIONS 20).
    let backends: BackendList
    /// Threads for images and files.
    let threads: Int
    let queue: QueueSettings
    let trainer: TrainerSettings

    init(reading reader: inout SettingsReader) {
        service = ServiceSettings(reading: &reader, service: "orchestrator", port: 8080)
        blobs = reader.parsed("blobs", default: .folder("/var/lib/pairmill/blobs"), by: BlobLocation.init)
        if case .orchestrator = blobs {
            reader.report(
                "blobs", "names another Orchestrator; this one keeps the images: give file:///a/folder")
        }
        intakeRoots = IntakeRoots(reader.text("intake.roots"))
        intakeHosts = reader.parsed("intake.hosts", default: .none, by: IntakeHosts.init(parsing:))
        backends = reader.parsed("backends", default: .empty, by: BackendList.init(parsing:))
        threads = reader.integer("threads", default: 2, in: 1...64)
        queue = QueueSettings(reading: &reader)
        trainer = TrainerSettings(reading: &reader)
    }
}

extension BackendList {
    static let empty = BackendList()
}
