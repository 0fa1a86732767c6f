import Domain
package import Schemas

extension IntakeLine: SchemaDescribed {
    package static var schema: Schema {
        let line = Schema.integer(1...Int64.max)
        return .named(
            "IntakeLine",
            .either([
                .object(
                    SchemaMembers(
                        [
                            "line": line, "sample": SampleID.schema, "duplicate": .boolean,
                            "duplicate_of": .text().described(
                                "Another id of the same image and instruction."),
                        ], required: ["line", "sample"])),
                .object(
                    SchemaMembers(
                        ["line": line, "error": Schema(of: IntakeProblem.self)], required: ["line", "error"])),
                .object(
                    SchemaMembers(["summary": Schema(of: IntakeSummary.self)], required: ["summary"])),
            ]))
    }

    package static var example: IntakeLine { .summary(IntakeSummary()) }
}
