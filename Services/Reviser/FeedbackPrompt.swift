import Domain

/// The prompt of a feedback; only a reference-guided round shows the reference.
struct FeedbackPrompt: Sendable {
    let plain: PromptTemplate
    let guided: PromptTemplate

    /// Takes a job's own templates where it has them.
    init(_ prompts: [PromptKind: String] = [:]) throws(PromptTemplateError) {
        plain = try PromptTemplate(prompts[.feedback] ?? Self.standard, for: .feedback)
        guided = try PromptTemplate(
            prompts[.feedbackWithReference] ?? Self.standardWithReference, for: .feedbackWithReference)
    }

    func text(instruction: Instruction, response: String) -> String {
        plain.filled([.instruction: instruction.rawValue, .response: response])
    }

    func text(instruction: Instruction, response: String, reference: Reference) -> String {
        guided.filled([
            .instruction: instruction.rawValue, .response: response, .reference: reference.rawValue,
        ])
    }

    static let standard = String(decoding: PackageResources.feedback_txt, as: UTF8.self)
    static let standardWithReference = String(
        decoding: PackageResources.feedback_with_reference_txt, as: UTF8.self)
}
