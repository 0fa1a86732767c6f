import ArgumentParser
import Foundation

/// `pairmill ablation`
struct AblationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ablation",
        abstract: "Repeat the paper's ablation on this machine, in shape, with scene-model.",
        discussion: """
            Starts a cluster with scene-model in place of GPU and trainer. For each seed it runs the five \
            presets on the same samples, trains a generator on the pairs of each and asks it about \
            held-out samples. Writes ablation.md, ablation.svg and ablation.json to OUT. Finished steps \
            are kept in FOLDER/ablation/figures.ndjson, so that a stopped ablation goes on; after a change \
            of the programs, measure anew with --fresh.
            """)

    @Option(help: "How many seeds to run everything with.") var seeds: UInt32 = 5
    @Option(help: "The first of them.") var firstSeed: UInt32 = 1
    @Option(help: "How many samples a seed has to make pairs of.") var samples = 100
    @Option(help: "How many others it has to ask the trained generator about.") var heldOut = 100
    @Option(help: "The folder to write to.", completion: .directory) var out = "docs/measurements"
    @Flag(help: "Measure anew what is already known.") var fresh = false

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp("Change one value of the presets' jobs; may be repeated.", valueName: "key=json"))
    var changes: [String] = []

    @OptionGroup var folder: FolderOption

    mutating func validate() throws {
        for (name, count) in [("samples", samples), ("held-out", heldOut)]
        where !(1...100_000).contains(count) {
            throw ValidationError("--\(name) is \(count); 1 to 100000 are allowed")
        }
        guard seeds > 0, UInt64(firstSeed) + UInt64(seeds) <= AblationScenes.distance else {
            throw ValidationError("--seeds is \(seeds); at least 1, and all below a million, are allowed")
        }
        for change in changes { try Self.check(change) }
    }

    func run() async throws {
        let ledger = FiguresLedger(path: "\(folder.path)/ablation/figures.ndjson")
        try FileManager.default.createDirectory(
            atPath: "\(folder.path)/ablation", withIntermediateDirectories: true)
        if fresh { try ledger.forget(plan) }
        let known = AblationResults(plan, among: ledger.read())
        guard let results = try await known.remaining.isEmpty ? known : measured(known, ledger) else {
            throw ExitCode(130)
        }
        let paths = try AblationFiles(folder: out).write(results, .here(command: plan.command))
        try AblationSummary(results: results).lines.forEach(Terminal.say)
        try Terminal.say("results  \(paths.joined(separator: "  "))")
    }
}

extension AblationCommand {
    var plan: AblationPlan {
        AblationPlan(
            settings: AblationPlan.Settings(samples: samples, heldOut: heldOut, changes: changes),
            seeds: firstSeed...(firstSeed + seeds - 1))
    }

    /// Measures what is not known yet; nil if it was stopped.
    private func measured(
        _ known: AblationResults, _ ledger: FiguresLedger
    ) async throws -> AblationResults? {
        let scenes = "\(folder.path)/ablation"
        Terminal.note("\(known.remaining.count) of \(plan.steps.count) steps are to be measured")
        // What is measured does not hang on time, so calls take none beyond their work.
        let settings = LocalCluster.Settings(
            folder: folder.path, sceneModel: SceneModelSettings(slots: 64, latency: "0ms"),
            intakeRoots: [scenes])
        return try await LocalCluster(settings).run(until: StopRequests()) { address in
            try await AblationRun(address: address, folder: scenes, ledger: ledger).run(known)
        }
    }

    private static func check(_ change: String) throws {
        var draft = SpecificationDraft()
        try draft.set(change)
        let key = change.prefix { $0 != "=" }
        let reserved = AblationSpecification.reserved.first {
            $0 == key || $0.hasPrefix(key + ".") || key.hasPrefix($0 + ".")
        }
        if let reserved {
            throw ValidationError("--set \(change): the ablation itself sets \(reserved)")
        }
    }
}
