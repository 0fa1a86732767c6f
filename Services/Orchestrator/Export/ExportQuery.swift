import Contracts
import Domain

/// What `GET /v1/jobs/{job}/export` asks for (FORMATS.md §2).
struct ExportQuery: Sendable, Hashable {
    enum Format: String, Sendable, Hashable, CaseIterable {
        /// A tar of imagefolders for TRL and Hugging Face datasets.
        case hf
        /// Lines of JSON, without images.
        case ndjson
    }

    enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Preference pairs.
        case response
        case feedback
        /// The whole trace of each sample; ndjson alone.
        case responses
    }

    var format = Format.hf
    var kinds: [Kind] = [.response]
    /// Nil for all.
    var rounds: [Int]?
    /// False exports what the filters struck as well.
    var filters = true
    /// The share of samples that goes to `validation`.
    var holdout = 0.0
    /// Feedback pairs drawn with the reference are left out unless asked for.
    var referenceGuided = false

    init() {}

    /// Reads the query's parameters; throws all that is wrong with them.
    init(_ parameters: [String: String]) throws(SpecificationRefusal) {
        var problems: [SpecificationProblem] = []
        func read(_ key: String, allowed: String, _ body: (String) -> Bool) {
            guard let value = parameters[key], !body(value) else { return }
            problems.append(
                SpecificationProblem(
                    pointer: "/\(key)", detail: "\(key) is \"\(value.prefix(60))\"; allowed: \(allowed)"))
        }
        let formats = Format.allCases.map(\.rawValue).joined(separator: ", ")
        read("format", allowed: formats) { text in Format(rawValue: text).map { format = $0 } != nil }
        read("kind", allowed: "response, feedback, and responses for ndjson; several with commas") { text in
            let named = text.split(separator: ",").map { Kind(rawValue: String($0)) }
            kinds = Kind.allCases.filter { named.contains($0) }
            return !named.isEmpty && !named.contains(nil)
                && (format == .ndjson || !kinds.contains(.responses))
        }
        read("rounds", allowed: "numbers of rounds with commas, such as 1,2") { text in
            let named = text.split(separator: ",").map { Int($0) }
            rounds = Set(named.compactMap(\.self)).sorted()
            return !named.isEmpty && named.allSatisfy { (1...TaskID.Limits.rounds).contains($0 ?? 0) }
        }
        read("filters", allowed: "on or off") {
            filters = $0 == "on"; return ["on", "off"].contains($0)
        }
        read("holdout", allowed: "a share from 0 to 0.9") { text in
            holdout = Double(text) ?? -1
            return (0...0.9).contains(holdout)
        }
        read("reference_guided", allowed: "0 or 1") {
            referenceGuided = $0 == "1"; return ["0", "1"].contains($0)
        }
        let known = ["format", "kind", "rounds", "filters", "holdout", "reference_guided"]
        for key in parameters.keys.sorted() where !known.contains(key) {
            problems.append(
                SpecificationProblem(
                    pointer: "/\(key)",
                    detail: "unknown parameter; known: \(known.joined(separator: ", "))"))
        }
        guard problems.isEmpty else { throw SpecificationRefusal(problems: problems) }
    }
}
