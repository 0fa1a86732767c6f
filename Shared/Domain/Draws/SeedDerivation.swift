import Digests

/// Gives every draw of a job its seed (DECISIONS 11).
///
/// SHA-256 of the job's seed, the task without its job bits, the call, and
/// attempt × 3 + draw. So two jobs of one specification draw alike, a retry
/// after unreadable replies draws anew, and a rescue repeats its draw.
package struct SeedDerivation: Sendable, Hashable {
    private let job: Seed

    package init(job seed: Seed) { job = seed }

    /// How many draws one attempt has.
    package static let drawsPerAttempt = 3

    /// The seed of one draw: `attempt` and `draw` count from 0.
    package func seed(for task: TaskID, _ call: Call, attempt: Int = 0, draw: Int = 0) -> Seed {
        Seed(rawValue: UInt32(truncatingIfNeeded: bits(for: task, call, attempt: attempt, draw: draw) >> 32))
    }

    /// The first 64 bits of the hash.
    func bits(for task: TaskID, _ call: Call, attempt: Int = 0, draw: Int = 0) -> UInt64 {
        let number = attempt * Self.drawsPerAttempt + draw
        let hasher = SHA256Hasher()
        hasher.update(bigEndian(job.rawValue))
        hasher.update(bigEndian(task.withoutJob))
        hasher.update(bigEndian(call.number))
        hasher.update(bigEndian(UInt32(clamping: number)))
        return hasher.digest().bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    private func bigEndian(_ value: some FixedWidthInteger) -> [UInt8] {
        stride(from: value.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
