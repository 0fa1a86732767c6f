import Domain
import Foundation

/// The prompts of the services, from the files they are built from.
///
/// Not copies: scene-model has to understand what is really sent (DECISIONS 12).
enum TestPrompts {
    private static let templates: [PromptKind: PromptTemplate] = [
        .generate: template("Generator", "generate", .generate),
        .generateWithReference: template("Generator", "generate_with_reference", .generateWithReference),
        .feedback: template("Reviser", "feedback", .feedback),
        .feedbackWithReference: template("Reviser", "feedback_with_reference", .feedbackWithReference),
        .refinement: template("Reviser", "refinement", .refinement),
        .verification: template("Verifier", "verification", .verification),
    ].compactMapValues(\.self)

    private static func template(_ service: String, _ name: String, _ kind: PromptKind) -> PromptTemplate? {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        let file = root.appending(path: "Services/\(service)/Prompts/\(name).txt")
        // A file that can't be read leaves prompts empty, and every test of a role fails.
        return (try? String(contentsOf: file, encoding: .utf8)).flatMap { try? PromptTemplate($0, for: kind) }
    }

    static func filled(_ kind: PromptKind, _ values: [PromptSection: String]) -> String {
        templates[kind]?.filled(values) ?? ""
    }

    static func generation(_ instruction: String, reference: String? = nil) -> String {
        guard let reference else { return filled(.generate, [.instruction: instruction]) }
        return filled(.generateWithReference, [.instruction: instruction, .reference: reference])
    }

    static func feedback(_ instruction: String, _ response: String, reference: String? = nil) -> String {
        var values: [PromptSection: String] = [.instruction: instruction, .response: response]
        values[.reference] = reference
        return filled(reference == nil ? .feedback : .feedbackWithReference, values)
    }

    static func refinement(_ instruction: String, _ response: String, _ feedback: String) -> String {
        filled(.refinement, [.instruction: instruction, .response: response, .feedback: feedback])
    }

    static func verification(_ instruction: String, _ response: String, reference: String) -> String {
        filled(.verification, [.instruction: instruction, .response: response, .reference: reference])
    }
}
