/// Everything that is wrong with a list of backends, at once.
package struct BackendListError: Error, Equatable {
    package let problems: [Problem]

    /// One thing to correct: where it is (RFC 6901) and what to do.
    package struct Problem: Sendable, Equatable {
        package let pointer: String
        package let detail: String
    }
}

extension BackendListError: CustomStringConvertible {
    package var description: String {
        problems.map { $0.pointer.isEmpty ? $0.detail : "\($0.pointer): \($0.detail)" }
            .joined(separator: "; ")
    }
}
