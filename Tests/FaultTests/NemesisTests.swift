import FaultSupport
import Testing

@Suite struct NemesisTests {
    private func strokes(_ seed: UInt64) -> [Nemesis.Stroke] {
        var nemesis = Nemesis(seed: seed, faults: Fault.allCases)
        return (0..<200).map { _ in nemesis.next() }
    }

    @Test func `the same seed strikes in the same way, another one does not`() {
        #expect(strokes(7) == strokes(7))
        #expect(strokes(7) != strokes(8))
    }

    @Test func `every fault comes, within one to three seconds of the one before`() {
        let strokes = strokes(7)
        #expect(Set(strokes.map(\.fault)) == Set(Fault.allCases))
        #expect(strokes.allSatisfy { (.seconds(1) ... .seconds(3)).contains($0.pause) })
    }
}
