package import Digests
package import Domain
package import Schemas

extension JSONValue: SchemaDescribed {
    package static var schema: Schema { .anything }
    package static var example: JSONValue { .null }
}

extension Timestamp: SchemaDescribed {
    package static var schema: Schema { .text(TextRule(format: "date-time")) }
    package static var example: Timestamp { Timestamp(microseconds: 0) }
}

extension SHA256Digest: SchemaDescribed {
    package static var schema: Schema { .text(pattern: "[0-9a-f]{64}") }
    package static var example: SHA256Digest { SHA256Digest(of: []) }
}

extension PublicID: SchemaDescribed {
    package static var schema: Schema { .text(pattern: Kind.prefix + "[0-9a-f]{32}") }
    package static var example: PublicID { .make() }
}

extension Perturbation: SchemaDescribed {
    package static var schema: Schema { .perturbation }
    package static var example: Perturbation {
        Perturbation(kind: .scale(factor: 0.5), seed: Seed(rawValue: 0))
    }
}

extension Schema {
    /// `{kind, parameters, seed}` of one of the three kinds (FORMATS.md §4).
    static let perturbation = Schema.named(
        "Perturbation",
        .either([
            perturbation(.diffusionNoise, "step", .integer(0...999)),
            perturbation(.gaussianBlur, "sigma", .number), perturbation(.scale, "factor", .number),
        ]))

    private static func perturbation(
        _ name: Perturbation.Name, _ parameter: String, _ schema: Schema
    ) -> Schema {
        .object(
            SchemaMembers(
                [
                    "kind": .words([name.rawValue]), "seed": .integer(0...0x7FFF_FFFF),
                    "parameters": .object(SchemaMembers([parameter: schema], required: [parameter])),
                ], required: ["kind", "parameters"]))
    }
}
