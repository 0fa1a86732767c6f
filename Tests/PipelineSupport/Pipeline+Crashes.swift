import Foundation
import Postgres
import TestSupport

extension Pipeline {
    /// Kills a process of a stage while it holds leases, whichever holds some first.
    ///
    /// It is halted before it is looked at again, so that what is seen is what is lost.
    package func crashHolding(_ stage: String) async throws {
        try await until("a \(stage) holds a lease", within: .seconds(30)) {
            for process in await self.running(stage) where try await self.leases(of: process.name) > 0 {
                kill(process.pid, SIGSTOP)
                if try await self.leases(of: process.name) > 0 {
                    process.crash()
                    return true
                }
                kill(process.pid, SIGCONT)
            }
            return false
        }
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
