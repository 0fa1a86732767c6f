import HTTPServing

/// Why an adapter's files are refused: the rule that struck, in words (BACKENDS §9).
struct AdapterObjection: Error, Sendable, Hashable {
    let rule: String
    let detail: String

    init(_ rule: String, _ detail: String) {
        self.rule = rule
        self.detail = detail
    }
}

extension AdapterObjection: CustomStringConvertible {
    var description: String { "\(rule): \(detail)" }
}

extension AdapterObjection: ProblemConvertible {
    var problem: Problem { Problem(422, code: "adapter_refused", detail: description) }
}
