/// A part of a prompt that holds somebody's text, between tags of its name.
package enum PromptSection: String, Sendable, Hashable, CaseIterable, Codable {
    case instruction
    case response
    case feedback
    case reference
}
