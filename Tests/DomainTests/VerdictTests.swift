import Testing

@testable import Domain

@Suite struct VerdictTests {
    private let passing = Vote(holding: Set(Verdict.Dimension.allCases))

    private func failing(_ dimension: Verdict.Dimension) -> Vote {
        Vote(holding: Set(Verdict.Dimension.allCases).subtracting([dimension]))
    }

    @Test(arguments: Verdict.Dimension.allCases)
    func `one failed dimension fails the verdict`(dimension: Verdict.Dimension) throws {
        let verdict = try #require(Verdict(votes: [failing(dimension)]))
        #expect(!verdict.passes)
        #expect(verdict.failed == [dimension])
    }

    @Test func `all four dimensions pass`() throws {
        let verdict = try #require(Verdict(votes: [passing]))
        #expect(verdict.passes)
        #expect(verdict.failed.isEmpty)
        #expect(verdict.agreement == 1)
    }

    @Test func `no vote is no verdict`() {
        #expect(Verdict(votes: []) == nil)
    }

    @Test func `a tie fails`() throws {
        let verdict = try #require(Verdict(votes: [passing, failing(.compliance)]))
        #expect(!verdict.passes)
        #expect(verdict.failed == [.compliance])
        #expect(verdict.agreement == 0.5)
    }

    @Test func `the majority decides, and the outvoted are not shown`() throws {
        let verdict = try #require(Verdict(votes: [failing(.entailment), passing, passing]))
        #expect(verdict.passes)
        #expect(verdict.failed.isEmpty)
        #expect(abs(verdict.agreement - 2.0 / 3.0) < 1e-12)
    }

    @Test func `votes that fail for different reasons never add up to a pass`() throws {
        let votes = Verdict.Dimension.allCases.prefix(3).map(failing)
        let verdict = try #require(Verdict(votes: votes))
        #expect(!verdict.passes)
        #expect(verdict.failed == [.entailment, .completeness, .consistency])
    }
}
