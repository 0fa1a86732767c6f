import Foundation
import PipelineSupport
import Postgres
import TestSupport

/// A cluster that works for a long time without a fault: nothing of it may grow.
package struct Soak: Sendable {
    /// What a cluster takes at one moment.
    package struct Reading: Sendable {
        /// Memory of each process that is its own, in KiB, and its open files, by name.
        package var memory: [String: Double] = [:]
        package var files: [String: Double] = [:]
        /// The queue's tables with their indexes, in KiB.
        package var tables: [String: Double] = [:]
        package var results: Int64 = 0
    }

    /// Something that grew: from the median of the second quarter of the readings to that of the last.
    package struct Growth: Sendable {
        package let what: String
        package let early: Double
        package let late: Double
        /// Small things may grow a little without meaning.
        package var isFlat: Bool { late <= early * 1.15 + 2_048 }
    }

    private let cluster: FaultCluster

    package init(_ cluster: FaultCluster) { self.cluster = cluster }

    /// Tables that hold what waits and what is worked on; results are meant to grow.
    private static let tables = ["ready", "lease", "deferred", "worker", "duty", "prog", "round"]

    package func read() async throws -> Reading {
        var reading = Reading()
        for (name, pid) in await cluster.processIDs {
            reading.memory[name] = Self.ownMemory(of: pid)
            reading.files[name] = Double(
                (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/fd").count) ?? 0)
        }
        let pool = cluster.server.database.pool
        for table in Self.tables {
            let row = try await pool.query(
                "select pg_total_relation_size(\("pairmill.\(table)")::regclass) / 1024 as size"
            ).first
            reading.tables[table] = Double(try row?.decode(Int64.self, named: "size") ?? 0)
        }
        reading.results = try await Books(pool).results()
        return reading
    }

    /// What each thing came to.
    package static func growths(_ readings: [Reading]) -> [Growth] {
        let quarter = readings.count / 4
        let (early, late) = (readings[quarter..<(2 * quarter)], readings[(3 * quarter)...])
        let kinds: [(String, (Reading) -> [String: Double])] = [
            ("memory of", \.memory), ("files of", \.files), ("table", \.tables),
        ]
        return kinds.flatMap { kind, values in
            values(readings[0]).keys.sorted().map { name in
                Growth(
                    what: "\(kind) \(name)", early: median(early.compactMap { values($0)[name] }),
                    late: median(late.compactMap { values($0)[name] }))
            }
        }
    }

    private static func median(_ numbers: [Double]) -> Double {
        let sorted = numbers.sorted()
        return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    }

    /// RssAnon of /proc/…/status (proc(5)).
    private static func ownMemory(of pid: pid_t) -> Double {
        // No such process: nothing.
        let text = (try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("RssAnon:") }
        return line?.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0
    }
}
