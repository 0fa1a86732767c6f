package import PipelineSupport

/// A job that is run while its cluster is struck, and checked as soon as it is done.
package protocol StruckJob: Sendable {
    /// Runs the job to its end.
    func run(on pipeline: Pipeline, within limit: Duration) async throws -> StruckJobOutcome
}

/// What a job came to.
package struct StruckJobOutcome: Sendable {
    /// What was promised and not kept.
    package var violations: [String] = []
    package var pairs = 0
}
