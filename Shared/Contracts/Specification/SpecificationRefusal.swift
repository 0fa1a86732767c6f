package import Domain

/// A specification that can't be run, with everything that is wrong with it.
package struct SpecificationRefusal: Error, Sendable, Hashable {
    package let problems: [SpecificationProblem]

    package init(problems: [SpecificationProblem]) { self.problems = problems }
}

extension SpecificationRefusal: CustomStringConvertible {
    package var description: String {
        problems.map { "\($0.pointer): \($0.detail)" }.joined(separator: "\n")
    }
}
