import Contracts
import OrderedCollections

/// What running the demo took, and what came of it.
struct DemoFigures: Sendable, Equatable {
    var seconds: Double
    /// Calls scene-model answered.
    var calls: Int64?
    /// The share of scene-model's slots that was at work, from 0 to 1.
    var slotsBusy: Double?
    /// Tasks missing or there twice; nil where the Orchestrator did not say.
    var conservationViolations: Int64?
    var peakPSSKiB: [String: Int]
    var pairs: Int64
    var feedbackPairs: Int64
    var hardLeft: Int64
    /// What was trained before each round, as the job's status shows it.
    var trainings: [JSONValue] = []

    /// Whether the demo did what it is for.
    var isGood: Bool { pairs > 0 && conservationViolations == 0 }
}

extension DemoFigures {
    /// The API's report with the short keys on top and `run` (DECISIONS 16).
    func json(_ report: JSONValue) -> JSONValue {
        var members: OrderedDictionary<String, JSONValue> = [
            "pairs": .integer(pairs),
            "feedback_pairs": .integer(feedbackPairs),
            "pairs_by_round": report["rounds"] ?? .object([:]),
            "hard_left": .integer(hardLeft),
        ]
        if !trainings.isEmpty { members["training"] = .array(trainings) }
        for (key, value) in measured { members[key] = value }
        for (key, value) in report.members ?? [:] { members[key] = value }
        let peaks = peakPSSKiB.sorted { $0.key < $1.key }.map { ($0.key, JSONValue.integer(Int64($0.value))) }
        let memory: OrderedDictionary<String, JSONValue> = [
            "peak_pss_kib": .object(OrderedDictionary(uniqueKeysWithValues: peaks))
        ]
        members["run"] = .object(measured.merging(memory) { $1 })
        return .object(members)
    }

    private var measured: OrderedDictionary<String, JSONValue> {
        [
            "calls": calls.map(JSONValue.integer) ?? .null,
            "seconds": .number(seconds),
            "slots_busy": slotsBusy.map(JSONValue.number) ?? .null,
            "conservation_violations": conservationViolations.map(JSONValue.integer) ?? .null,
        ]
    }
}
