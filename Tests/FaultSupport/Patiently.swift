import PipelineSupport

/// Tries again for a while what fails while a cluster is struck.
package func patiently<Value: Sendable>(
    _ what: String, within limit: Duration = .seconds(60), _ body: @Sendable () async throws -> Value
) async throws -> Value {
    let end = ContinuousClock.now + limit
    while true {
        do { return try await body() } catch {
            try Task.checkCancellation()
            if ContinuousClock.now > end { throw PipelineError.tooSlow(what, logs: "\(error)") }
        }
        try await Task.sleep(for: .milliseconds(200))
    }
}
