import Domain

/// The prompt of a response; only reference-guided sampling shows the reference.
struct GeneratePrompt: Sendable {
    let plain: PromptTemplate
    let guided: PromptTemplate

    /// Takes a job's own templates where it has them.
    init(_ prompts: [PromptKind: String] = [:]) throws(PromptTemplateError) {
        plain = try PromptTemplate(prompts[.generate] ?? Self.standard, for: .generate)
        guided = try PromptTemplate(
            prompts[.generateWithReference] ?? Self.standardWithReference, for: .generateWithReference)
    }

    func text(instruction: Instruction) -> String {
        plain.filled([.instruction: instruction.rawValue])
    }

    func text(instruction: Instruction, reference: Reference) -> String {
        guided.filled([.instruction: instruction.rawValue, .reference: reference.rawValue])
    }

    static let standard = String(decoding: PackageResources.generate_txt, as: UTF8.self)
    static let standardWithReference = String(
        decoding: PackageResources.generate_with_reference_txt, as: UTF8.self)
}
