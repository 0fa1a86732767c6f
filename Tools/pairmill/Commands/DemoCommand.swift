import ArgumentParser
import Contracts
import Foundation

/// `pairmill demo`
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Mill pairs of drawn scenes on this machine, from nothing to an export.",
        discussion: """
            Draws samples, starts a cluster with scene-model in place of a GPU, runs one job, shows the \
            pairs and writes report.json, pairs.ndjson and pairs.tar to FOLDER/demo. Ends with 0 only if \
            there are pairs and no task was lost or doubled.
            """)

    @Option(help: "How many samples to draw.") var samples = 300
    @Option(help: "The seed of the samples and of the job.") var seed: UInt32 = 1
    @Option(help: "The specification it runs.") var preset = "ipa"
    @Option(help: "How many of each stage to run.") var replicas = 1
    @Flag(help: "Leave the cluster running.") var keep = false
    @OptionGroup var sceneModel: SceneModelOptions
    @OptionGroup var folder: FolderOption

    mutating func validate() throws {
        guard samples > 0 else { throw ValidationError("--samples is \(samples); at least 1 is needed") }
        guard (1...64).contains(replicas) else {
            throw ValidationError("--replicas is \(replicas); 1 to 64 are allowed")
        }
        guard seed <= 0x7FFF_FFFF else {
            throw ValidationError("--seed is \(seed); 0 to 2147483647 are allowed")
        }
    }

    func run() async throws {
        let stops = StopRequests()
        guard let figures = try await keep ? runKeeping(stops) : runAlone(stops) else {
            throw ExitCode(130)
        }
        guard figures.isGood else { throw ExitCode.failure }
    }
}

extension DemoCommand {
    private func runAlone(_ stops: StopRequests) async throws -> DemoFigures? {
        guard let file = try await stops.interrupting({ try await draw() }) else { return nil }
        return try await LocalCluster(settings).run(until: stops) { address in
            try await demo(address, file).run()
        }
    }

    private func runKeeping(_ stops: StopRequests) async throws -> DemoFigures? {
        let figures = try await stops.interrupting {
            let file = try await draw()
            let address = try await DetachedCluster(settings: settings).start().address
            return try await (demo(address, file).run(), address)
        }
        guard let (figures, address) = figures else {
            _ = try await ClusterRemains(folder: folder.path).stop()
            return nil
        }
        try Terminal.say("running      \(address)  (`pairmill down --folder \(folder.folder)` stops it)")
        return figures
    }

    private func draw() async throws -> String {
        let results = "\(folder.path)/demo"
        try FileManager.default.createDirectory(atPath: results, withIntermediateDirectories: true)
        return try await SceneDrawing(
            count: samples, seed: seed, folder: "\(results)/scenes", log: "\(results)/scenes.log"
        ).draw()
    }

    private func demo(_ address: String, _ file: String) -> DemoRun {
        DemoRun(
            address: address, folder: folder.path, samples: file,
            specification: [
                "preset": .string(preset), "name": .string(DemoRun.jobName), "seed": .integer(Int64(seed)),
            ])
    }

    private var settings: LocalCluster.Settings {
        LocalCluster.Settings(
            folder: folder.path,
            replicas: Replicas(generators: replicas, revisers: replicas, verifiers: replicas),
            sceneModel: sceneModel.settings, intakeRoots: ["\(folder.path)/demo"])
    }
}
