import Foundation

/// What `swift package dump-package` says of our targets.
struct Manifest: Decodable {
    struct Target: Decodable {
        let name: String
        /// `regular`, `executable`, `test` or `system`.
        let type: String
        let path: String
        let dependencies: [Dependency]

        /// The module's name: a target's name with `-` as `_`.
        var module: String { name.replacing("-", with: "_") }
    }

    /// A target or product another target names; both are modules to import.
    struct Dependency: Decodable {
        let name: String

        private enum Key: String, CodingKey { case byName, product, target }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            let key =
                container.contains(.byName) ? Key.byName : container.contains(.product) ? .product : .target
            var parts = try container.nestedUnkeyedContainer(forKey: key)
            name = try parts.decode(String.self)
        }

        init(name: String) { self.name = name }

        var module: String { name.replacing("-", with: "_") }
    }

    let targets: [Target]

    init(targets: [Target]) { self.targets = targets }

    init(parsing json: Data) throws { self = try JSONDecoder().decode(Manifest.self, from: json) }

    /// The target a file belongs to: the one with the longest path above it.
    func target(of path: String) -> Target? {
        targets.filter { path.hasPrefix($0.path + "/") }.max { $0.path.count < $1.path.count }
    }
}
