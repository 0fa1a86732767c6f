package import Domain
import Digests
import TestSupport

/// What stub stages come to: texts and votes that follow from the place of a task alone.
///
/// The same place of two jobs has the same result, whoever does it and how often.
package enum StubResults {
    /// Twenty words, whose choice is the task's.
    package static func text(of task: TaskID) -> String {
        let bits = [
            SplitMix.mixed(UInt64(task.withoutJob)), SplitMix.mixed(UInt64(task.withoutJob) &+ 1 << 62),
        ]
        return bits.flatMap { bits in (0..<10).map { words[Int(bits >> (5 * $0) & 31)] } }
            .joined(separator: " ")
    }

    /// Passes about every other text; none of a hard sample in the first round.
    package static func vote(on task: TaskID) -> Vote {
        let bits = SplitMix.mixed(UInt64(task.withoutJob) &+ 1 << 61)
        let passes = bits & 1 == 0 && !(task.round == 1 && isHard(sample: task.sample))
        return Vote(
            holding: passes ? Set(Verdict.Dimension.allCases) : [.consistency], reason: "by its place")
    }

    /// Whether no text about a sample passes in the first round.
    package static func isHard(sample: Int64) -> Bool { sample % 10 == 3 }

    /// The record of a call that was not made.
    package static func detail(_ role: Role, attempt: Int) -> CallDetail {
        CallDetail(
            role: role, model: "stub", backend: "stub", promptHash: nothing,
            sampling: SamplingParameters(temperature: 1, topP: 1, maxTokens: 64), seed: Seed(rawValue: 0),
            attempt: attempt, imageSHA256: nothing)
    }

    private static let nothing = SHA256Digest(of: [UInt8]())
    private static let words = """
        amber bridge candle desert engine forest garden harbour island jacket kettle lantern meadow needle \
        orchard paper quarry river saddle temple umbrella valley window yellow acorn barrel copper dragon \
        ember feather glacier hammer
        """.split(separator: " ").map(String.init)
}
