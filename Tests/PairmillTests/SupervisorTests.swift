import Foundation
import Synchronization
import Testing

@testable import pairmill

@Suite(.timeLimit(.minutes(2))) struct SupervisorTests {
    @Test func `members start in order and stop in reverse, layer by layer`() async throws {
        let folder = try Folder()
        let supervisor = try supervisor(
            folder,
            [
                ("backend", .backend, Self.recording), ("orchestrator", .orchestrator, Self.recording),
                ("generator", .stage, Self.recording),
            ])
        try await supervisor.start()
        await supervisor.stop()

        #expect(
            folder.text("order") == """
                backend starts
                orchestrator starts
                generator starts
                generator stops
                orchestrator stops
                backend stops

                """)
    }

    @Test func `what runs is on disk while it runs, and not after`() async throws {
        let folder = try Folder()
        let supervisor = try supervisor(folder, [("one", .stage, "exec sleep 600")])
        try await supervisor.start()
        let state = try #require(try ClusterState.read(from: folder.path))

        #expect(state.isHealthy && state.supervisor.isRunning)
        #expect(state.members.map(\.process.name) == ["one"])
        #expect(running(state) == ["one"])
        await supervisor.stop()
        #expect(running(state).isEmpty)
        #expect(try ClusterState.read(from: folder.path) == nil)
    }

    @Test func `a member that dies in the start is an error with the end of its log`() async throws {
        let folder = try Folder()
        let supervisor = try supervisor(
            folder, [("broken", .stage, "echo no database; exit 7")], isHealthy: { _ in false })

        let error = await #expect(throws: SupervisorError.self) { try await supervisor.start() }
        let text = "\(try #require(error))"
        #expect(text.contains("broken ended with exit code 7") && text.contains("  no database"))
        await supervisor.stop()
    }

    @Test func `a member that never answers is an error, and does not outlive it`() async throws {
        let folder = try Folder()
        let supervisor = try supervisor(
            folder, [("deaf", .stage, "exec sleep 600")], isHealthy: { _ in false })

        let error = await #expect(throws: SupervisorError.self) {
            try await supervisor.start(within: .milliseconds(20))
        }
        #expect("\(try #require(error))".contains("deaf did not become healthy"))
        let state = try #require(try ClusterState.read(from: folder.path))
        await supervisor.stop()
        #expect(running(state).isEmpty)
    }

    @Test func `a migration that fails starts nothing`() async throws {
        let folder = try Folder()
        let supervisor = try supervisor(
            folder, [("one", .stage, "echo started > order; exec sleep 600")], migration: "exit 1")

        await #expect(throws: SupervisorError.self) { try await supervisor.start() }
        await supervisor.stop()
        #expect(folder.text("order").isEmpty)
    }

    @Test func `a member that dies is started again, and that is told`() async throws {
        let folder = try Folder()
        let (told, telling) = AsyncStream.makeStream(of: String.self)
        let supervisor = try supervisor(
            folder, [("one", .stage, "exec sleep 600")], tell: { telling.yield($0) })
        try await supervisor.start()
        let first = try #require(try ClusterState.read(from: folder.path)?.members.first?.process)

        let second = try await supervisor.keepingAlive {
            first.signal(SIGKILL)
            for await note in told where note.hasPrefix("one ended with signal 9") { break }
            while true {
                let now = try ClusterState.read(from: folder.path)?.members.first?.process
                if let now, now != first { return now }
                await Task.yield()
            }
        }
        #expect(second.isRunning)
        await supervisor.stop()
        #expect(!second.isRunning)
    }

    @Test func `haste sends a second signal to those that still stop`() async throws {
        let folder = try Folder()
        let stubborn = """
            n=0; trap 'n=$((n+1)); echo $n >> order; [ $n = 2 ] && exit 0' TERM
            echo ready >> order; while :; do sleep 0.01; done
            """
        let supervisor = try supervisor(
            folder, [("stubborn", .stage, stubborn)],
            isHealthy: { _ in folder.text("order").contains("ready") })
        try await supervisor.start()

        async let stopped: Void = supervisor.stop()
        while !folder.text("order").contains("1") { await Task.yield() }
        await supervisor.hasten()
        await stopped
        #expect(folder.text("order") == "ready\n1\n2\n")
    }

    /// Writes down that it starts, and on SIGTERM that it stops.
    private static let recording = """
        trap 'echo $NAME stops >> order; exit 0' TERM
        echo $NAME starts >> order; while :; do sleep 0.01; done
        """

    private func supervisor(
        _ folder: Folder, _ members: [(String, ClusterMember.Layer, String)], migration: String = "exit 0",
        isHealthy: (@Sendable (ClusterMember) async -> Bool)? = nil,
        tell: @escaping @Sendable (String) -> Void = { _ in }
    ) throws -> Supervisor {
        let plan = ClusterPlan(
            members: members.map { shell($0, $1, $2, folder) },
            migration: shell("migrate", .orchestrator, migration, folder), address: "http://127.0.0.1:1")
        return Supervisor(
            plan, folder: folder.path, backoff: RestartBackoff(first: .milliseconds(1)),
            isHealthy: isHealthy ?? { member in
                !member.arguments[2].contains("starts")
                    || folder.text("order").contains("\(member.name) starts")
            }, tell: tell)
    }

    private func running(_ state: ClusterState) -> [String] {
        state.members.map(\.process).filter(\.isRunning).map(\.name)
    }

    private func shell(
        _ name: String, _ layer: ClusterMember.Layer, _ script: String, _ folder: Folder
    ) -> ClusterMember {
        ClusterMember(
            name: name, layer: layer, arguments: ["/bin/sh", "-c", "cd \(folder.path); \(script)"],
            environment: ["NAME": name], port: 1, healthPath: name == "migrate" ? "" : "/health")
    }
}
