import Domain

/// The prompt of a refinement, which takes no reference.
///
/// No round may show the reference to the refinement: the revision would repeat
/// it, and the pair would teach imitation (arXiv 2503.20309 §3.4).
struct RefinementPrompt: Sendable {
    let template: PromptTemplate

    /// Takes a job's own template where it has one.
    init(_ prompts: [PromptKind: String] = [:]) throws(PromptTemplateError) {
        template = try PromptTemplate(prompts[.refinement] ?? Self.standard, for: .refinement)
    }

    func text(instruction: Instruction, response: String, feedback: String) -> String {
        template.filled([.instruction: instruction.rawValue, .response: response, .feedback: feedback])
    }

    static let standard = String(decoding: PackageResources.refinement_txt, as: UTF8.self)
}
