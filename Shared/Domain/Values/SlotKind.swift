/// How the response of a slot is sampled: from the clean image, or a perturbed one.
package enum SlotKind: String, Sendable, Hashable, CaseIterable, Codable {
    case normal
    case contrastive
}
