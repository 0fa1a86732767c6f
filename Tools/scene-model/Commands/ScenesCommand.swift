import ArgumentParser
import Foundation

/// `scene-model scenes`: draws samples into a folder.
struct ScenesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scenes", abstract: "Draw pictures and write samples about them.")

    @Option(help: "How many samples.")
    var count = 100

    @Option(help: "Where randomness starts; the same seed draws the same.")
    var seed: UInt64 = 1

    @Option(help: "The folder to write samples.ndjson, truth.ndjson and images/ into.")
    var out: String

    func validate() throws {
        guard (1...1_000_000).contains(count) else {
            throw ValidationError("--count is \(count); it must be 1 to 1000000")
        }
    }

    func run() throws {
        try SampleFolder(url: URL(filePath: out, directoryHint: .isDirectory)).write(count: count, seed: seed)
        print("\(count) samples in \(out)/samples.ndjson")
    }
}
