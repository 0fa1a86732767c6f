/// What a sample's right response must entail and not contradict: r_ref of the method.
///
/// Seen by verification, and by feedback or sampling of a reference-guided round.
package struct Reference: RawRepresentable, Sendable, Hashable, Codable {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }
}
