import Foundation
import PipelineSupport
import Postgres
import TestSupport

extension FaultCluster {
    /// Carries out a stroke; throws `FaultError.missing` where this machine can't.
    package func inflict(_ stroke: Nemesis.Stroke) async throws {
        thaw()
        let index = stroke.place % seats.count
        switch stroke.fault {
        case .kill: try await replace(index, gently: false)
        case .freeze:
            // One that stands still already can't be stopped again.
            let moving = (0..<seats.count).map { (index + $0) % seats.count }
                .first { frozen[seats[$0].name] == nil }
            if let moving { freeze(moving) }
        case .terminate: try await terminateConnections(of: seats[index].name)
        case .restart: try await Self.blocking { [server] in try server.restart() }
        case .loseCommit: _ = seats[index].proxy.loseCommits()
        case .jumpClock: try seats[index].clock.jump(to: stroke.jump)
        case .fillDisk:
            try fillDisk()
            try await Task.sleep(for: stroke.lasting)
            freeDisk()
        case .killBackend: try await restartBackend([])
        case .backendRefuses, .backendHangs, .backendDrops, .backendBabbles:
            try await restartBackend(stroke.fault.behaviour)
            try await Task.sleep(for: stroke.lasting)
            try await restartBackend([])
        }
    }

    /// Takes every byte the pictures could have; throws `FaultError.missing` where only root may.
    package func fillDisk() throws {
        guard let disk else { throw FaultError.missing("no disk small enough to fill can be mounted here") }
        try disk.fill()
    }

    package func freeDisk() { disk?.free() }

    /// Takes PostgreSQL away, and brings it back.
    package func crashDatabase() async throws { try await Self.blocking { [server] in try server.crash() } }
    package func startDatabase() async throws {
        try await Self.blocking { [server] in try server.startAgain() }
    }

    /// Lets stopped processes go on whose time has come, or all.
    package func thaw(all: Bool = false) {
        for (name, end) in frozen where all || end <= .now {
            frozen[name] = nil
            if let process = seats.first(where: { $0.name == name })?.process { kill(process.pid, SIGCONT) }
        }
    }

    /// Stops a process for twice the ttl; the first stroke after that lets it go on.
    package func freeze(_ index: Int) {
        guard let process = seats[index].process, frozen[seats[index].name] == nil else { return }
        kill(process.pid, SIGSTOP)
        frozen[seats[index].name] = .now + Self.ttl * 2
    }

    private func terminateConnections(of name: String) async throws {
        _ = try await server.database.pool.query(
            """
            select pg_terminate_backend(pid) from pg_stat_activity
            where application_name like \("pairmill/\(name)%") and pid <> pg_backend_pid()
            """)
    }

    /// Runs what blocks on a thread of its own.
    private static func blocking(_ body: @escaping @Sendable () throws -> Void) async throws {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result(catching: body)) }
        }
    }
}
