/// Where a text that can stand in a preference pair came from.
package enum ResponseSource: String, Sendable, Hashable, CaseIterable, Codable {
    case normal
    case contrastive
    case revised

    /// The source of a response sampled in a slot of this kind.
    package init(_ kind: SlotKind) {
        switch kind {
        case .normal: self = .normal
        case .contrastive: self = .contrastive
        }
    }
}
