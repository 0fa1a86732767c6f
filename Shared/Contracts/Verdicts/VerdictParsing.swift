package import Domain
import OrderedCollections

/// Reads the verifier's reply: the first JSON object of the text, and nothing else.
///
/// Code fences, prose and thoughts around it are tolerated, a missing dimension,
/// a dimension twice or one that is no boolean is not: then the reply is
/// unreadable, which is no verdict and never v = 0 (PIPELINE.md §3). Members that
/// nobody asked for, such as the model's own overall opinion, are ignored.
package enum VerdictParsing {
    /// The vote of a reply, or nil for one that is unreadable.
    package static func vote(in reply: String) -> Vote? {
        guard let object = JSONValue(firstObjectIn: reply) else { return nil }
        var holding: Set<Verdict.Dimension> = []
        for dimension in Verdict.Dimension.allCases {
            guard let holds = object[dimension.rawValue]?.boolean else { return nil }
            if holds { holding.insert(dimension) }
        }
        return Vote(holding: holding, reason: object["reason"]?.text ?? "")
    }

    /// What a server with schemas is told to reply by; the reason comes first, so it is thought first.
    package static let schema: JSONValue = {
        let dimensions = Verdict.Dimension.allCases.map(\.rawValue)
        let types = [("reason", "string")] + dimensions.map { ($0, "boolean") }
        return [
            "type": "object",
            "properties": .object(.init(uniqueKeysWithValues: types.map { ($0.0, ["type": .string($0.1)]) })),
            "required": .array(types.map { .string($0.0) }),
            "additionalProperties": false,
        ]
    }()
}
