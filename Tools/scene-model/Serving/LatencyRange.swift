/// How long a call takes: a mean, a spread around it, and time per token.
struct LatencyRange: Sendable, Hashable {
    var mean: Duration
    /// Latencies lie within the mean ± this share, evenly; 0…1.
    var spread = 0.0
    /// Time for each token of the reply on top.
    var perToken: Duration = .zero

    /// The latency of one reply.
    func draw(tokens: Int, _ random: inout SeededGenerator) -> Duration {
        mean * (1 + spread * (2 * random.unit() - 1)) + perToken * tokens
    }
}
