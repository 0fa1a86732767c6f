/// Asks the Orchestrator once a second whether a task is lost or there twice.
actor ConservationWatch {
    /// The most it ever said; nil if it never answered.
    private(set) var violations: Int64?
    private let client: OrchestratorClient

    init(_ client: OrchestratorClient) { self.client = client }

    /// Looks until cancelled.
    func watch() async {
        while !Task.isCancelled {
            // A look that fails is made again; the last one, by the caller, must not fail.
            try? await look()
            // Cancellation is looked at above.
            try? await Task.sleep(for: .seconds(1))
        }
    }

    func look() async throws {
        let held = try await client.get("/v1/queue", as: QueueReply.self).conservation
        violations = max(violations ?? 0, held.leak + held.doubled)
    }
}
