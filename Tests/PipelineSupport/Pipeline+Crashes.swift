import Foundation
import Postgres
import TestSupport

extension Pipeline {
    /// Kills the last process of a stage while it holds leases.
    ///
    /// It is halted before it is looked at, so that what is seen is what is lost.
    package func crashHolding(_ stage: String) async throws {
        guard let victim = last(stage) else { throw PipelineError.notStarted(stage) }
        try await until("\(victim.name) holds a lease", within: .seconds(30)) {
            kill(victim.pid, SIGSTOP)
            let held = try await self.leases(of: victim.name)
            if held == 0 { kill(victim.pid, SIGCONT) }
            return held > 0
        }
        victim.crash()
    }

    /// How many tasks were taken back from processes that were lost.
    package func lost() async throws -> Int64 {
        let row = try await database.pool.query(
            "select count(*) as tasks from pairmill.attempt_log where outcome = 'lost'"
        ).first
        return try row?.decode(Int64.self, named: "tasks") ?? 0
    }

    /// How many leases a process of this name holds.
    package func leases(of worker: String) async throws -> Int64 {
        let row = try await database.pool.query(
            """
            select count(*) as leases from pairmill.lease l join pairmill.worker w on w.worker = l.worker
            where w.name = \(worker)
            """
        ).first
        return try row?.decode(Int64.self, named: "leases") ?? 0
    }
}
