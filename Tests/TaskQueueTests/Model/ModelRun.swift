import Foundation

/// How much the model's tests do: a few seconds' worth, or as much as one asks for.
///
///     PAIRMILL_FAULT_SCHEDULES=1000000 swift test --filter QueueModelTests
///     PAIRMILL_FAULT_SEED=42 PAIRMILL_FAULT_SCHEDULES=1 swift test --filter QueueModelTests
enum ModelRun {
    static let schedules = number("PAIRMILL_FAULT_SCHEDULES").map { Int($0) } ?? 20_000
    /// The first schedule's seed; the others follow it.
    static let seed = number("PAIRMILL_FAULT_SEED") ?? UInt64.random(in: 0 ... .max)
    /// Whether more than the usual is asked for.
    static let isLong = schedules > 20_000

    private static func number(_ name: String) -> UInt64? {
        ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
    }
}
