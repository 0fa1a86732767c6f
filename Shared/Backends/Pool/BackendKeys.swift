import Foundation

/// Finds the key of a backend by the name its row gives; never prints one.
package struct BackendKeys: Sendable {
    private let find: @Sendable (String) -> String?

    package init(_ find: @escaping @Sendable (String) -> String?) { self.find = find }

    /// The process's environment, as it was at the start.
    package static let environment: BackendKeys = {
        let variables = ProcessInfo.processInfo.environment
        return BackendKeys { variables[$0] }
    }()

    /// The fields that go with each request to a backend.
    func fields(of backend: Backend) throws(MissingKey) -> [(name: String, value: String)] {
        guard let variable = backend.keyEnv else { return [] }
        guard let key = find(variable), !key.isEmpty else { throw MissingKey(variable: variable) }
        return [("Authorization", "Bearer \(key)")]
    }
}
