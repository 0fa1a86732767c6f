package import Domain

/// The body of `POST /v1/verify`: one verdict.
package struct VerifyCall: Sendable, Hashable {
    package var input: CallInput
    package var response: String
    package var reference: Reference
    package var sampling = VerificationPlan().parameters
    package var votes = 1

    /// Reads a body; the refusal names everything that is wrong with it.
    package init(reading json: JSONValue) throws(SpecificationRefusal) {
        var fields = try FieldReader(reading: json, what: "the body of /v1/verify")
        let input = CallInput(reading: &fields)
        let response = fields.text("response", isRequired: true)
        let reference = fields.text("reference", isRequired: true)
        fields.sampling(&sampling)
        votes = fields.integer("votes", in: 1...9) ?? votes
        try fields.close()
        guard let input, let response, let reference else {
            throw SpecificationRefusal(problems: fields.problems)
        }
        self.input = input
        self.response = response
        self.reference = Reference(rawValue: reference)
    }
}
