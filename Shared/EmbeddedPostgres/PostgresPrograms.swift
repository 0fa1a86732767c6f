import Foundation

/// The programs of one installed PostgreSQL.
package struct PostgresPrograms: Sendable, Hashable {
    /// The oldest version whose SQL we use.
    static let oldestVersion = 15

    package let folder: String
    package let version: Int

    func path(of program: String) -> String { "\(folder)/\(program)" }

    /// Finds the newest version in Debian's folders, else the one in `PATH`.
    package static func find() throws(ClusterError) -> PostgresPrograms {
        let packaged = packagedFolders()
        let inPath = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(
            String.init)
        for folder in packaged + inPath {
            guard FileManager.default.isExecutableFile(atPath: "\(folder)/initdb"),
                FileManager.default.isExecutableFile(atPath: "\(folder)/pg_ctl"),
                let version = version(in: folder), version >= oldestVersion
            else { continue }
            return PostgresPrograms(folder: folder, version: version)
        }
        throw .notInstalled(lookedIn: ["/usr/lib/postgresql/*/bin", "PATH"])
    }

    private static func packagedFolders() -> [String] {
        let root = "/usr/lib/postgresql"
        // Without the folder there is simply none.
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        return versions.compactMap(Int.init).sorted(by: >).map { "\(root)/\($0)/bin" }
    }

    /// Asks the server program: `postgres (PostgreSQL) 15.4 (Debian …)`.
    private static func version(in folder: String) -> Int? {
        let command = Command(path: "\(folder)/postgres", arguments: ["--version"])
        // One that can't even tell its version is not used.
        guard let output = try? command.run(within: .seconds(10)) else { return nil }
        return output.firstMatch(of: /\(PostgreSQL\) (\d+)/).flatMap { Int($0.1) }
    }
}
