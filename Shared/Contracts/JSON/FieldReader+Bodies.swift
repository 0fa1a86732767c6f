import Domain

extension FieldReader {
    /// Begins to read a body, which must be an object.
    package init(reading json: JSONValue, what: String) throws(SpecificationRefusal) {
        guard let members = json.members else {
            let detail = "\(what) is a JSON object; got \(json.spoken)"
            throw SpecificationRefusal(problems: [SpecificationProblem(pointer: "", detail: detail)])
        }
        self.init(members)
    }

    /// Ends a body: throws all problems there are, with those of unknown keys.
    package mutating func close() throws(SpecificationRefusal) {
        let problems = finish()
        guard problems.isEmpty else { throw SpecificationRefusal(problems: problems) }
    }

    /// Reads `"sampling": {temperature, top_p, max_tokens}` over what stands there.
    mutating func sampling(_ parameters: inout SamplingParameters) {
        var changed = parameters
        object("sampling") { $0.checked(&changed) }
        parameters = changed
    }

    private mutating func checked(_ parameters: inout SamplingParameters) {
        parameters.read(&self)
        for problem in parameters.problems(at: pointer.description) {
            report(JSONPointer(description: problem.pointer), problem.detail)
        }
    }
}
