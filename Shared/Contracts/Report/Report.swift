/// report.json of an export, and `GET /v1/jobs/{job}/report` (FORMATS.md §6).
///
/// `built = rows + excluded`, in every round.
package struct Report: Sendable, Codable, Hashable {
    package var built: Int64
    package var rows: Int64
    /// By the code of the filter that struck.
    package var excluded: [String: Int64]
    package var samples: SampleCounts
    package var responses: ResponseCounts
    /// Rows by round.
    package var rounds: [String: Int64]
    /// Rows by `chosen>rejected`.
    package var sources: [String: Int64]
    package var dimensionsFailed: [String: Int64]
    package var verdicts: VerdictCounts
    package var length: LengthReport
    package var reviews: ReviewCounts
    /// Rows by the model or adapter that wrote the chosen text.
    package var policies: [String: Int64]
    package var warnings: [String]
    /// What running it took; `make demo` adds it.
    package var run: JSONValue?

    package init(
        built: Int64 = 0, rows: Int64 = 0, excluded: [String: Int64] = [:],
        samples: SampleCounts = SampleCounts(), responses: ResponseCounts = ResponseCounts(),
        rounds: [String: Int64] = [:], sources: [String: Int64] = [:],
        dimensionsFailed: [String: Int64] = [:], verdicts: VerdictCounts = VerdictCounts(),
        length: LengthReport = LengthReport(), reviews: ReviewCounts = ReviewCounts(),
        policies: [String: Int64] = [:], warnings: [String] = [], run: JSONValue? = nil
    ) {
        self.built = built
        self.rows = rows
        self.excluded = excluded
        self.samples = samples
        self.responses = responses
        self.rounds = rounds
        self.sources = sources
        self.dimensionsFailed = dimensionsFailed
        self.verdicts = verdicts
        self.length = length
        self.reviews = reviews
        self.policies = policies
        self.warnings = warnings
        self.run = run
    }

    package enum CodingKeys: String, CodingKey {
        case built, rows, excluded, samples, responses, rounds, sources, verdicts, length, reviews, policies,
            warnings,
            run
        case dimensionsFailed = "dimensions_failed"
    }
}
