/// What a serving scene-model was started with.
struct ServeSettings: Sendable {
    var model = "scene-1"
    /// θ it serves under that name.
    var weights = Weights.untrained
    var slots = 64
    /// Calls that may wait for a slot; more are told 503.
    var queue = 256
    var latency = LatencyRange(mean: .milliseconds(100))
    var faults = FaultPlan()
    /// How often a verdict is wrong by inattention.
    var lapses = 0.015
}
