import ArgumentParser
import Foundation

/// What a local cluster is made of.
struct ClusterOptions: ParsableArguments {
    @Option(help: "How many Generators to run.") var generators = 1
    @Option(help: "How many Revisers to run.") var revisers = 1
    @Option(help: "How many Verifiers to run.") var verifiers = 1
    @Option(help: "How many Orchestrators to run.") var orchestrators = 1

    @Option(
        help: ArgumentHelp(
            "Inference servers: url[=role+role] with commas, or a JSON array. Without it scene-model runs.",
            valueName: "list"))
    var backends: String?

    @Option(
        help: ArgumentHelp(
            "Who trains adapters between rounds; scene-model where it runs. Without one nothing is trained.",
            valueName: "url"))
    var trainer: String?

    @Option(
        name: .customLong("intake-root"),
        help: ArgumentHelp(
            "A folder the Orchestrator may read images from; the current one by default.",
            valueName: "folder"))
    var intakeRoots: [String] = []

    @OptionGroup var sceneModel: SceneModelOptions
    @OptionGroup var folder: FolderOption

    mutating func validate() throws {
        for (name, count) in [
            ("generators", generators), ("revisers", revisers), ("verifiers", verifiers),
            ("orchestrators", orchestrators),
        ] where !(1...64).contains(count) {
            throw ValidationError("--\(name) is \(count); 1 to 64 are allowed")
        }
    }

    var settings: LocalCluster.Settings {
        let roots = intakeRoots.isEmpty ? [FileManager.default.currentDirectoryPath] : intakeRoots
        return LocalCluster.Settings(
            folder: folder.path,
            replicas: Replicas(
                generators: generators, revisers: revisers, verifiers: verifiers,
                orchestrators: orchestrators),
            backends: backends, sceneModel: sceneModel.settings, trainer: trainer,
            intakeRoots: roots.map { URL(filePath: $0).standardizedFileURL.path })
    }
}
