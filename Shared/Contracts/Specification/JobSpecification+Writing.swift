package import Digests
package import Domain
import OrderedCollections

extension JobSpecification {
    /// The whole specification, every choice spelled out, in the order of DECISIONS 7.
    package var json: JSONValue {
        [
            "preset": .string(preset.rawValue), "name": .string(name),
            "seed": .integer(Int64(seed.rawValue)), "weight": .number(weight),
            "cap": cap.map { .integer(Int64($0)) } ?? .null,
            "sampling": sampling.json, "perturbations": .array(perturbations.map(\.json)),
            "revision": revision.json,
            "verification": verification.parameters.json(after: ["votes": .integer(Int64(verification.votes))]
            ),
            "pairing": pairing.json,
            "models": .object(
                OrderedDictionary(
                    uniqueKeysWithValues: Role.allCases.map { role in
                        (role.rawValue, models[role].map(JSONValue.string) ?? .null)
                    })),
            "prompts": .object(
                OrderedDictionary(
                    uniqueKeysWithValues: PromptKind.allCases.compactMap { kind in
                        prompts[kind].map { (kind.rawValue, .string($0)) }
                    })),
            "training": training.json, "rounds": .array(rounds.map(\.json)),
        ]
    }

    /// Names the specification in jobs, lineage and exports: SHA-256 of its canonical JSON.
    package var digest: SHA256Digest { json.digest }
}
