import Testing

@testable import Orchestrator

@Suite struct ExportSplitTests {
    @Test func `the share of samples held out is about what was asked for, and always the same ones`() {
        let names = (0..<4000).map { "sample-\($0)" }
        let held = names.filter { ExportSplit(ofSample: $0, holdout: 0.25) == .validation }

        #expect((800...1200).contains(held.count))
        #expect(held.allSatisfy { ExportSplit(ofSample: $0, holdout: 0.5) == .validation })
        #expect(names.allSatisfy { ExportSplit(ofSample: $0, holdout: 0) == .train })
    }
}
