/// `benchmarks <subject>`: measures one part on this machine and prints figures.
@main
enum BenchmarksMain {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        switch arguments.first {
        case "http": try await HTTPBenchmark(peer: arguments.dropFirst().first).run()
        case "http-load":
            // The client's side of `http`, which starts it.
            var load = LoadGenerator(arguments.dropFirst())
            try load?.run()
        case "http-hostile": try await HostileBenchmark(arguments.dropFirst()).run()
        case "http-hostile-server": try await HostileServer(arguments.dropFirst())?.run()
        case "http-hostile-crowd":
            var crowd = HostileCrowd(arguments.dropFirst())
            crowd?.run()
        case "taskqueue": try await TaskQueueBenchmark().run()
        case "pinned": try await PinnedBenchmark().run()
        case "scene-model": try await SceneModelBenchmark().run()
        default: print("usage: benchmarks http [PROGRAM]|http-hostile|pinned|scene-model|taskqueue")
        }
    }
}
