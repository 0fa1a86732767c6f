/// The JSON of a verification: four dimensions and a reason (PIPELINE §3).
struct Verdict: Sendable, Hashable, Codable {
    var entailment: Bool
    var completeness: Bool
    var consistency: Bool
    var compliance: Bool
    var reason: String

    /// v: all four hold.
    var passes: Bool { entailment && completeness && consistency && compliance }

    /// The verdict as one line of JSON, keys in a fixed order.
    var json: String {
        """
        {"entailment": \(entailment), "completeness": \(completeness), "consistency": \(consistency), \
        "compliance": \(compliance), "reason": "\(reason.filter { $0 != "\"" && $0 != "\\" })"}
        """
    }
}
