/// What ordinary clients notice of hostile ones (HTTP.md §7), each side in a process of its own.
///
/// The figures go with the machine, the bars do not.
struct HostileBenchmark {
    let heads: Int
    let readers: Int
    /// For how long each state is measured.
    let span: Duration

    /// Which bars were missed.
    func run() async throws -> [String] {
        try await SlowCrowdScene(heads: heads, readers: readers, span: span).run()
            + ExhaustionScene().run()
    }
}

extension Duration {
    /// In milliseconds, to two places.
    var shown: String { "\((self / .milliseconds(1) * 100).rounded() / 100) ms" }
}
