/// What a backend's row learns when a request gives its place back.
struct PlaceEnd: Sendable {
    var breaker = BreakerEffect.neutral
    var limit = LimitEffect.unchanged
    /// From sending to the last byte, where a completion came.
    var latency: Duration?
    /// The weakest form of reply that was needed, if another than before.
    var format: ReplyFormat.Step?
    /// The model it turned out not to have.
    var missingModel: String?
    /// Why it leaves the pool.
    var shutOut: String?
}
