/// How the embedded backend behaves, as `scene-model serve` takes it.
struct SceneModelSettings: Equatable, Sendable {
    /// Calls at once.
    var slots = 64
    /// How long a call takes, with its unit.
    var latency = "100ms"

    var arguments: [String] { ["--slots", "\(slots)", "--latency", latency] }
}
