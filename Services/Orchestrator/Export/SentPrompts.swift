import Digests
import Domain
import Records

/// The prompts of a job, filled again exactly as the stages sent them.
///
/// The template is found by the hash that was stored with each feedback, so a
/// prompt can't be made up: one that is not known stops the export.
struct SentPrompts: Sendable {
    private let templates: [SHA256Digest: PromptTemplate]
    private let generation: PromptTemplate
    private let feedback: PromptTemplate

    init(_ specification: JobSpecification) throws(PromptTemplateError) {
        var templates: [SHA256Digest: PromptTemplate] = [:]
        for (kind, standard) in Self.standard {
            for text in [standard, specification.prompts[kind]].compactMap(\.self) {
                let template = try PromptTemplate(text, for: kind)
                templates[template.hash] = template
            }
        }
        self.templates = templates
        generation = try PromptTemplate(
            specification.prompts[.generate] ?? Self.generate, for: .generate)
        feedback = try PromptTemplate(
            specification.prompts[.feedback] ?? Self.standard[0].1, for: .feedback)
    }

    /// What the Generator asks, without a reference: what an adapter is trained and asked with.
    func generation(instruction: String) -> String { generation.filled([.instruction: instruction]) }

    /// What the Reviser asks of a response, without a reference.
    func feedback(instruction: String, response: String) -> String {
        feedback.filled([.instruction: instruction, .response: response])
    }

    /// What both feedbacks of a pair answered.
    func feedback(of pair: StoredPair, by text: TracedText) throws(ExportError) -> String {
        guard let hash = text.feedback?.detail.promptHash, let template = templates[hash] else {
            throw .integrity(pair.id, "the template of its feedback prompt is not known here")
        }
        return template.filled([
            .instruction: pair.instruction, .response: pair.response ?? "", .reference: pair.reference,
        ])
    }

    /// The Generator's own template; the same file.
    private static let generate = String(decoding: PackageResources.generate_txt, as: UTF8.self)

    /// The Reviser's own templates; the same files.
    private static let standard: [(PromptKind, String)] = [
        (.feedback, String(decoding: PackageResources.feedback_txt, as: UTF8.self)),
        (
            .feedbackWithReference,
            String(decoding: PackageResources.feedback_with_reference_txt, as: UTF8.self)
        ),
    ]
}
