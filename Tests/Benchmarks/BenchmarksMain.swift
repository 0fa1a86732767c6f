/// `benchmarks <subject>`: measures one part on this machine and prints figures.
@main
enum BenchmarksMain {
    static func main() async throws {
        switch CommandLine.arguments.dropFirst().first {
        case "taskqueue": try await TaskQueueBenchmark().run()
        case "scene-model": try await SceneModelBenchmark().run()
        default: print("usage: benchmarks scene-model|taskqueue")
        }
    }
}
