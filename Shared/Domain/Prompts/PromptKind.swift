/// The texts the stages send to backends; each is a template a job may replace.
package enum PromptKind: String, Sendable, Hashable, CaseIterable, Codable {
    case generate
    /// For reference-guided sampling, the paper's ablation.
    case generateWithReference = "generate_with_reference"
    case feedback
    case feedbackWithReference = "feedback_with_reference"
    case refinement
    case verification

    /// The parts a template of this kind must hold, each once or more, and no other.
    package var slots: Set<PromptSection> {
        switch self {
        case .generate: [.instruction]
        case .generateWithReference: [.instruction, .reference]
        case .feedback: [.instruction, .response]
        case .feedbackWithReference: [.instruction, .response, .reference]
        case .refinement: [.instruction, .response, .feedback]
        case .verification: [.instruction, .response, .reference]
        }
    }
}
