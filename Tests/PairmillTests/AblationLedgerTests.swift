import Foundation
import Testing

@testable import pairmill

@Suite struct AblationLedgerTests {
    @Test func `what is kept is not measured again`() throws {
        let (folder, plan) = (try Folder(), AblationFixtures.plan())
        let ledger = FiguresLedger(path: "\(folder.path)/figures.ndjson")
        #expect(ledger.read().isEmpty)

        try ledger.keep(AblationFixtures.entry(.ipa, seed: 2, [.heldOutPassRate: 0.75, .pairs: 31]))
        try ledger.keep(AblationFixtures.entry(.base, seed: 1, [.heldOutPassRate: 0.5]))
        let results = AblationResults(plan, among: ledger.read())

        #expect(results.remaining.count == plan.steps.count - 2)
        #expect(!results.remaining.contains(AblationStep(seed: 2, row: .ipa)))
        #expect(results.values(of: .heldOutPassRate, in: .ipa) == [2: 0.75])
        #expect(results.values(of: .pairs, in: .ipa) == [2: 31])
    }

    @Test func `figures of other settings and seeds are others`() throws {
        var other = AblationFixtures.plan()
        other.settings.changes = ["training.epochs=3"]
        let entries = [
            AblationFixtures.entry(.ipa, seed: 1, [.pairs: 1], plan: other),
            AblationFixtures.entry(.ipa, seed: 9, [.pairs: 1]),
        ]

        #expect(AblationResults(AblationFixtures.plan(), among: entries).entries.isEmpty)
        #expect(AblationResults(other, among: entries).entries == [entries[0]])
    }

    @Test func `a broken line costs its step alone`() throws {
        let folder = try Folder()
        let ledger = FiguresLedger(path: "\(folder.path)/figures.ndjson")
        try ledger.keep(AblationFixtures.entry(.ipa, seed: 1, [:]))
        try folder.write(folder.text("figures.ndjson") + #"{"settings": {"#, to: "figures.ndjson")

        #expect(ledger.read().count == 1)
        try ledger.keep(AblationFixtures.entry(.ipa, seed: 2, [:]))
        #expect(ledger.read().map(\.seed) == [1, 2])
    }

    @Test func `measuring anew forgets the plan's figures and no others`() throws {
        let folder = try Folder()
        let ledger = FiguresLedger(path: "\(folder.path)/figures.ndjson")
        for seed in UInt32(1)...4 { try ledger.keep(AblationFixtures.entry(.ipa, seed: seed, [:])) }
        try ledger.forget(AblationFixtures.plan(seeds: 1...3))

        #expect(ledger.read().map(\.seed) == [4])
    }

    @Test func `all files appear under their names`() throws {
        let folder = try Folder()
        let paths = try AblationFiles(folder: "\(folder.path)/docs/measurements").write(
            AblationFixtures.whole(), AblationOccasion(command: "c", cores: 1, memoryGiB: 1))

        #expect(
            paths.map { URL(filePath: $0).lastPathComponent } == [
                "ablation.md", "ablation.svg", "ablation.json",
            ])
        #expect(folder.text("docs/measurements/ablation.json").contains(#""held_out_pass_rate" : 0.5"#))
        #expect(folder.text("docs/measurements/ablation.svg").hasPrefix("<svg "))
    }

    @Test func `a step's line tells where the run is`() {
        var progress = AblationProgress(steps: 3)
        let line = progress.line(
            after: AblationFixtures.entry(.round1, seed: 4, [.heldOutPassRate: 0.705, .hardLeft: 3]))

        #expect(line.hasPrefix("1/3     seed 4  ipa-round-1         2.0 s"))
        #expect(line.contains("held-out pass rate, % 70.5  hard left 3.0"))
        #expect(line.hasSuffix("about 4.0 s left"))
    }
}
