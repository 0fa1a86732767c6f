/// What a sample asks about its image: I of the method.
///
/// A type of its own, so that no reference can be passed where an instruction
/// belongs: refinement must never see a reference (PIPELINE.md §1).
package struct Instruction: RawRepresentable, Sendable, Hashable, Codable {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }
}
