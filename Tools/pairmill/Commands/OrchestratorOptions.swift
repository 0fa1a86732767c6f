import ArgumentParser
import Foundation

/// Which Orchestrator a command talks to.
struct OrchestratorOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The Orchestrator's address.",
            discussion: """
                Default: PAIRMILL_ORCHESTRATOR, else the cluster in --folder, else http://127.0.0.1:8080.
                """,
            valueName: "url"))
    var orchestrator: String?

    @OptionGroup var folder: FolderOption

    func client() throws -> OrchestratorClient {
        let environment = ProcessInfo.processInfo.environment
        let address = orchestrator ?? environment["PAIRMILL_ORCHESTRATOR"]
        let local = address == nil ? try ClusterState.read(from: folder.path)?.address : nil
        return try OrchestratorClient(
            address: address ?? local ?? "http://127.0.0.1:8080", key: environment["PAIRMILL_API_KEY"],
            trust: environment["PAIRMILL_TLS_TRUST"])
    }
}
