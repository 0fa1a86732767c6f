package import Domain
import Schemas

/// The body of `POST /v1/generate`: one response, drawn without a database row.
package struct GenerateCall: Sendable, Hashable {
    package var input: CallInput
    package var sampling = SamplingPlan().parameters
    /// Shown to the generator, as reference-guided sampling does.
    package var reference: Reference?
    /// Done to the image first, as for a contrastive response.
    package var perturbation: Perturbation?
    /// Whether the backend's stream is relayed.
    package var stream = false

    /// Reads a body; the refusal names everything that is wrong with it.
    package init(reading json: JSONValue) throws(SpecificationRefusal) {
        var fields = try FieldReader(reading: json, what: "the body of /v1/generate")
        let input = CallInput(reading: &fields)
        fields.sampling(&sampling)
        reference = fields.text("reference", isRequired: false).map(Reference.init)
        perturbation = fields.converted(
            "perturbation", as: "a perturbation with kind, parameters and seed", .perturbation,
            Perturbation.init(reading:))
        fields.boolean("stream", into: &stream)
        try fields.close()
        guard let input else { throw SpecificationRefusal(problems: fields.problems) }
        self.input = input
    }
}
