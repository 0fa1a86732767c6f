import Domain

/// The prompt of a verdict on a response or a revision.
struct VerificationPrompt: Sendable {
    let template: PromptTemplate

    /// Takes a job's own template where it has one.
    init(_ prompts: [PromptKind: String] = [:]) throws(PromptTemplateError) {
        template = try PromptTemplate(prompts[.verification] ?? Self.standard, for: .verification)
    }

    func text(instruction: Instruction, response: String, reference: Reference) -> String {
        template.filled([
            .instruction: instruction.rawValue, .response: response, .reference: reference.rawValue,
        ])
    }

    static let standard = String(decoding: PackageResources.verification_txt, as: UTF8.self)
}
