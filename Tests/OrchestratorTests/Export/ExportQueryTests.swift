import Contracts
import Domain
import Testing

@testable import Orchestrator

@Suite struct ExportQueryTests {
    @Test func `nothing said is response pairs as imagefolder`() throws {
        let query = try ExportQuery([:])
        #expect(query == ExportQuery())
        #expect(query.format == .hf)
        #expect(query.kinds == [.response])
        #expect(query.filters)
    }

    @Test func `everything can be said`() throws {
        let query = try ExportQuery([
            "format": "ndjson", "kind": "feedback,response", "rounds": "2,1", "filters": "off",
            "holdout": "0.1", "reference_guided": "1",
        ])
        #expect(query.kinds == [.response, .feedback])
        #expect(query.rounds == [1, 2])
        #expect(!query.filters)
        #expect(query.holdout == 0.1)
        #expect(query.referenceGuided)
    }

    @Test func `a trainer's file is of one kind`() throws {
        #expect(try ExportQuery(["format": "trainer", "kind": "feedback"]).kinds == [.feedback])
        #expect(try ExportQuery(["format": "trainer"]).kinds == [.response])
        let refusal = #expect(throws: SpecificationRefusal.self) {
            try ExportQuery(["format": "trainer", "kind": "response,feedback"])
        }
        #expect(refusal?.problems.map(\.pointer) == ["/kind"])
    }

    @Test func `all that is wrong is said at once`() throws {
        let refusal = #expect(throws: SpecificationRefusal.self) {
            try ExportQuery([
                "format": "parquet", "kind": "responses", "rounds": "0", "filters": "maybe", "holdout": "1",
                "colour": "red",
            ])
        }
        #expect(
            refusal?.problems.map(\.pointer) == [
                "/format", "/kind", "/rounds", "/filters", "/holdout", "/colour",
            ])
    }
}
