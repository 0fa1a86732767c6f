/// What a prompt asks the model to do, told by its sections.
enum Assignment: String, Sendable, Hashable, CaseIterable {
    case generation, feedback, refinement, verification

    /// Reads the role; `wantsJSON` is whether the request has a response format.
    init(of prompt: Prompt, wantsJSON: Bool = false) {
        let sections = prompt.sections
        if sections[.feedback] != nil {
            self = .refinement
        } else if sections[.response] == nil {
            self = .generation
        } else if sections[.reference] != nil && (wantsJSON || prompt.frame.namesVerdict) {
            self = .verification
        } else {
            self = .feedback
        }
    }
}

extension String {
    fileprivate var namesVerdict: Bool {
        let text = lowercased()
        return text.contains("json") || text.contains("entail")
    }
}
