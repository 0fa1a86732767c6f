import ArgumentParser

/// How the embedded backend behaves.
struct SceneModelOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Requests scene-model answers at once.", valueName: "count"))
    var sceneModelSlots = 64

    @Option(help: ArgumentHelp("How long scene-model takes, such as 100ms.", valueName: "duration"))
    var sceneModelLatency = "100ms"

    @Option(
        name: .customLong("scene-model-argument"), parsing: .unconditionalSingleValue,
        help: ArgumentHelp("Passed on to `scene-model serve` as it is.", visibility: .hidden))
    var further: [String] = []

    /// The command line of `scene-model serve`.
    var arguments: [String] {
        ["--slots", "\(sceneModelSlots)", "--latency", sceneModelLatency] + further
    }
}
