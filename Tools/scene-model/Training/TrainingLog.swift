import Contracts

/// What a training logs on its way: the figures of its steps, a few at a time.
struct TrainingLog: Sendable {
    /// Steps between two events, unless that would make thousands of them (BACKENDS §8).
    private static let interval = 10
    private static let mostEvents = 1_000
    private static let longestSilence: Duration = .seconds(15)

    private let clock = ContinuousClock()
    private let started: ContinuousClock.Instant
    private var lastEvent: ContinuousClock.Instant
    private var recent: [DPOFigures] = []
    /// All events' figures as lines of JSON.
    private(set) var lines: [UInt8] = []

    init() {
        started = clock.now
        lastEvent = started
    }

    /// Counts a step; the figures of an event if one is due.
    mutating func add(_ figures: DPOFigures, of training: DPOTraining) -> JSONValue? {
        recent.append(figures)
        let interval = max(Self.interval, training.totalSteps / Self.mostEvents)
        let isDue = recent.count >= interval || clock.now - lastEvent >= Self.longestSilence
        guard isDue, training.step < training.totalSteps else { return nil }
        return event(.mean(recent), of: training)
    }

    /// The figures of an event, which are kept as a line as well.
    mutating func event(_ figures: DPOFigures, of training: DPOTraining) -> JSONValue {
        recent = []
        lastEvent = clock.now
        let event: JSONValue = [
            "step": .integer(Int64(training.step)), "total_steps": .integer(Int64(training.totalSteps)),
            "loss": .number(figures.loss), "rewards/accuracies": .number(figures.accuracy),
            "rewards/margins": .number(figures.margin), "learning_rate": .number(training.learningRate),
            "eta_seconds": .integer(Int64(secondsLeft(of: training).rounded())),
        ]
        lines += Array(event.json.utf8) + [UInt8(ascii: "\n")]
        return event
    }

    /// How long the rest takes, at the pace so far.
    func secondsLeft(of training: DPOTraining) -> Double {
        let left = Double(training.totalSteps - training.step)
        return (clock.now - started) / .seconds(1) / Double(max(training.step, 1)) * left
    }
}
