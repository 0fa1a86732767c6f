import Settings

/// What the trainer of a serving scene-model was started with.
struct TrainerSettings: Sendable {
    /// Where files, jobs and adapters are kept; made on first use.
    var folder = ".pairmill/scene-model"
    /// What clients must show as a bearer key; none means anybody may train.
    var key: Secret?
    /// How long a training pretends to take, spread over its steps.
    var duration: Duration = .zero
    /// Jobs that may wait; more are told 503.
    var queue = 100
}
