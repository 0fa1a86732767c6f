import Access
import Foundation
import PipelineSupport

extension Pipeline {
    /// Runs `orchestrator keys` to its end; what it printed, and its exit code.
    func keys(_ arguments: String...) async throws -> (printed: String, code: Int32?) {
        try await keys(arguments)
    }

    private func keys(_ arguments: [String]) async throws -> (printed: String, code: Int32?) {
        let command = try launch("orchestrator", arguments: ["keys"] + arguments).process
        try await until("orchestrator keys \(arguments) has ended", within: .seconds(30)) {
            command.exitCode != nil
        }
        return (command.printed, command.exitCode)
    }

    /// Makes a key at the command line.
    func makeKey(_ role: KeyRole, name: String = "test", _ more: String...) async throws -> APIKey {
        let (printed, _) = try await keys(["create", "--role", role.rawValue, "--name", name] + more)
        guard let key = printed.split(separator: "\n").lazy.compactMap({ APIKey(parsing: String($0)) }).first
        else { throw PipelineError.refused(status: 0, body: printed) }
        return key
    }

    /// Waits until a process knows an operator's key, and with it all that were made before.
    func untilKnown(_ key: APIKey, by url: String) async throws {
        // Before it knows any it answers everybody.
        try await untilKeysAreAsked(by: [url])
        try await until("\(url) knows \(key)", within: .seconds(10)) {
            try await self.send("GET", "/v1/backends", key: key.exposed, to: url).status == 200
        }
    }

    /// Waits until all processes that were started ask for keys.
    func untilKeysAreAsked(by urls: [String]) async throws {
        for url in urls {
            try await until("\(url) asks for keys", within: .seconds(10)) {
                try await self.send("GET", "/v1/backends", to: url).status == 401
            }
        }
    }
}
