/// Why a text is no template of its kind.
package enum PromptTemplateError: Error, Sendable, Hashable {
    case unknownSlot(String, allowed: [String])
    /// A `{{` without its `}}`.
    case unclosedSlot
    case missingSlot(String)
}

extension PromptTemplateError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknownSlot(let name, let allowed):
            "{{\(name)}} is no slot of this prompt; its slots are "
                + allowed.map { "{{\($0)}}" }.joined(separator: ", ")
        case .unclosedSlot: "a {{ has no }} after it"
        case .missingSlot(let name): "the slot {{\(name)}} is missing; the prompt can't do without it"
        }
    }
}
