/// One thing wrong with a specification: where, and what would be right.
package struct SpecificationProblem: Sendable, Hashable {
    /// A JSON pointer (RFC 6901), such as `/sampling/normal`.
    package let pointer: String
    /// Names what came and what is allowed.
    package let detail: String

    package init(pointer: String, detail: String) {
        self.pointer = pointer
        self.detail = detail
    }
}
