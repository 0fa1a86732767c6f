import Contracts
import Domain

extension ExportQuery {
    /// Reads the query's parameters; throws all that is wrong with them.
    init(_ parameters: [String: String]) throws(SpecificationRefusal) {
        var reading = ParameterReading(parameters)
        reading.read("format", allowed: Format.allCases.map(\.rawValue).joined(separator: ", ")) {
            Format(rawValue: $0).map { format = $0 } != nil
        }
        reading.read("kind", allowed: "response, feedback, and responses for ndjson; several with commas") {
            readKinds($0)
        }
        reading.read("rounds", allowed: "numbers of rounds with commas, such as 1,2") { readRounds($0) }
        reading.read("filters", allowed: "on or off") {
            filters = $0 == "on"
            return ["on", "off"].contains($0)
        }
        reading.read("holdout", allowed: "a share from 0 to 0.9") {
            holdout = Double($0) ?? -1
            return (0...0.9).contains(holdout)
        }
        reading.read("reference_guided", allowed: "0 or 1") {
            referenceGuided = $0 == "1"
            return ["0", "1"].contains($0)
        }
        // What was sent may differ from the instruction; only the trainer's own file takes it.
        reading.read("prompt", allowed: "instruction") { $0 == "instruction" }
        if format == .trainer {
            reading.read("kind", allowed: "response or feedback for trainer: a role learns from one") { _ in
                kinds.count == 1
            }
        }
        try reading.finish()
    }

    private mutating func readKinds(_ text: String) -> Bool {
        let named = text.split(separator: ",").map { Kind(rawValue: String($0)) }
        kinds = Kind.allCases.filter { named.contains($0) }
        return !named.isEmpty && !named.contains(nil) && (format == .ndjson || !kinds.contains(.responses))
    }

    private mutating func readRounds(_ text: String) -> Bool {
        let named = text.split(separator: ",").map { Int($0) }
        rounds = Set(named.compactMap(\.self)).sorted()
        return !named.isEmpty && named.allSatisfy { (1...TaskID.Limits.rounds).contains($0 ?? 0) }
    }
}
