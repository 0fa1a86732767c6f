package import Domain

/// A specification that can't be run, with what is wrong with it.
package struct SpecificationRefusal: Error, Sendable, Hashable {
    /// So many problems are named (ours), and that there are more: an answer is not to be far
    /// larger than what it answers.
    package static let most = 64

    package let problems: [SpecificationProblem]

    package init(problems: [SpecificationProblem]) {
        guard problems.count > Self.most else {
            self.problems = problems
            return
        }
        let more = SpecificationProblem(
            pointer: "", detail: "more is wrong; the first \(Self.most) problems are named")
        self.problems = problems.prefix(Self.most) + [more]
    }
}

extension SpecificationRefusal {
    /// How many fields are wrong, in words.
    package var summary: String {
        problems.count == 1 ? "a field is wrong" : "\(problems.count) fields are wrong"
    }
}

extension SpecificationRefusal: CustomStringConvertible {
    package var description: String {
        problems.map { "\($0.pointer): \($0.detail)" }.joined(separator: "\n")
    }
}
