import Domain

/// The two prompts a revision takes.
struct RefinementPrompts: Sendable {
    let feedback: FeedbackPrompt
    let refinement: RefinementPrompt

    /// Takes a job's own templates where it has them.
    init(_ prompts: [PromptKind: String] = [:]) throws(PromptTemplateError) {
        feedback = try FeedbackPrompt(prompts)
        refinement = try RefinementPrompt(prompts)
    }
}
