import ArgumentParser

/// How the embedded backend behaves.
struct SceneModelOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Requests scene-model answers at once.", valueName: "count"))
    var sceneModelSlots = 64

    @Option(help: ArgumentHelp("How long scene-model takes, such as 100ms.", valueName: "duration"))
    var sceneModelLatency = "100ms"

    var settings: SceneModelSettings {
        SceneModelSettings(slots: sceneModelSlots, latency: sceneModelLatency)
    }
}
