import ArgumentParser

struct SceneModelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scene-model", abstract: "How fast scene-model answers.")

    func run() async throws { try await SceneModelBenchmark().run() }
}
