package import Domain

/// Everything that is wrong with a list of backends, at once.
package struct BackendListError: Error, Equatable {
    package let problems: [SpecificationProblem]
}

extension BackendListError: CustomStringConvertible {
    package var description: String {
        problems.map { $0.pointer.isEmpty ? $0.detail : "\($0.pointer): \($0.detail)" }
            .joined(separator: "; ")
    }
}
