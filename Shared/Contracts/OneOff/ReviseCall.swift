package import Domain

/// The body of `POST /v1/revise`: one feedback and its revision.
package struct ReviseCall: Sendable, Hashable {
    package var input: CallInput
    package var response: String
    package var sampling = RevisionPlan().parameters
    /// Shown to the feedback call alone, as in a reference-guided round.
    package var reference: Reference?

    /// Reads a body; the refusal names everything that is wrong with it.
    package init(reading json: JSONValue) throws(SpecificationRefusal) {
        var fields = try FieldReader(reading: json, what: "the body of /v1/revise")
        let input = CallInput(reading: &fields)
        let response = fields.text("response", isRequired: true)
        fields.sampling(&sampling)
        reference = fields.text("reference", isRequired: false).map(Reference.init)
        try fields.close()
        guard let input, let response else { throw SpecificationRefusal(problems: fields.problems) }
        self.input = input
        self.response = response
    }
}
