/// What the ablation reads of a sample's trace (FORMATS §3, ndjson responses).
struct SampleTrace: Decodable, Sendable {
    struct Round: Decodable, Sendable {
        let round: Int
        let responses: [Text]
    }

    /// A response with its revisions, or a revision.
    struct Text: Decodable, Sendable {
        let body: String
        /// Nil where the text has none.
        let verdict: Verdict?
        /// Nil for a revision.
        let revisions: [Text]?
    }

    struct Verdict: Decodable, Sendable {
        let v: Int
    }

    let reference: String
    let rounds: [Round]
}
