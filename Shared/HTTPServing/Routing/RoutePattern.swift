/// A path with named holes: `/v1/jobs/{job}/samples`.
package struct RoutePattern: Sendable, Hashable, CustomStringConvertible {
    package let description: String
    private let parts: [Substring]

    package init(_ text: String) {
        description = text
        parts = text.split(separator: "/", omittingEmptySubsequences: false)[...].map { $0 }
    }

    /// The values of the holes; nil if the path does not match. A hole is never empty.
    func match(_ path: String) -> [String: String]? {
        let given = path.split(separator: "/", omittingEmptySubsequences: false)
        guard given.count == parts.count else { return nil }
        var parameters: [String: String] = [:]
        for (part, value) in zip(parts, given) {
            if part.hasPrefix("{"), part.hasSuffix("}") {
                guard !value.isEmpty else { return nil }
                parameters[String(part.dropFirst().dropLast())] = String(value)
            } else if part != value {
                return nil
            }
        }
        return parameters
    }
}
