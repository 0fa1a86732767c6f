import HTTPServing

extension IntakeRefusal: ProblemConvertible {
    /// As a client reads it when nothing was answered yet.
    var problem: Problem {
        switch self {
        case .takesNoSamples: Problem(409, code: "job_state", detail: description)
        case .samplesPartMissing: Problem(422, code: "samples_missing", detail: description)
        case .partNameTooLong: Problem(422, code: "part_name_too_long", detail: description)
        case .partRepeated: Problem(422, code: "part_repeated", detail: description)
        case .tooManyParts: Problem(413, code: "too_many_parts", detail: description)
        case .linesTooLarge: Problem(413, code: "part_too_large", detail: description)
        }
    }
}
