/// The name of one task: 63 bits that say job, round, sample, slot and step.
///
///     job 18 | round 4 | sample 28 | slot 8 | step 5
///
/// Deterministic on purpose: the id of a successor is known before it exists, a
/// job or a round is one range of ids, and a repeated task draws the same seeds
/// (QUEUE.md §2). Slots count normal responses first, then contrastive ones.
package struct TaskID: RawRepresentable, Sendable, Hashable, Codable {
    package let rawValue: Int64

    /// Takes an id as the database stored it.
    package init(rawValue: Int64) { self.rawValue = rawValue }

    /// Puts an id together; the parts must lie within `Limits`.
    package init(job: Int32, round: Int, sample: Int64, slot: Int, step: Step) {
        precondition(
            Limits.contain(job: job, round: round, sample: sample, slot: slot), "TaskID out of range")
        rawValue =
            Int64(job) << 45 | Int64(round) << 41 | sample << 13 | Int64(slot) << 5 | Int64(step.number)
    }

    package var job: Int32 { Int32(truncatingIfNeeded: rawValue >> 45) }
    package var round: Int { Int(rawValue >> 41 & 15) }
    package var sample: Int64 { rawValue >> 13 & 0xFFF_FFFF }
    package var slot: Int { Int(rawValue >> 5 & 255) }
    package var step: Step { Step(number: Int(rawValue & 31)) }
    package var stage: Stage { step.stage }

    /// The id without its job: equal for the same place in two jobs (DECISIONS 11).
    package var withoutJob: Int64 { rawValue & (1 << 45 - 1) }
}

extension TaskID {
    /// What a task does with its slot; `verify` is always one after its subject.
    package enum Step: Sendable, Hashable {
        case generate
        case verifyResponse
        /// Revise with feedback `f`, 1…15.
        case revise(feedback: Int)
        case verifyRevision(feedback: Int)

        /// 0 generate · 1 verify the response · 2f revise · 2f+1 verify that revision.
        package var number: Int {
            switch self {
            case .generate: 0
            case .verifyResponse: 1
            case .revise(let feedback): 2 * feedback
            case .verifyRevision(let feedback): 2 * feedback + 1
            }
        }

        /// The step of a number 0…31.
        package init(number: Int) {
            switch (number / 2, number % 2) {
            case (0, 0): self = .generate
            case (0, _): self = .verifyResponse
            case (let feedback, 0): self = .revise(feedback: feedback)
            case (let feedback, _): self = .verifyRevision(feedback: feedback)
            }
        }

        package var stage: Stage {
            switch self {
            case .generate: .generate
            case .verifyResponse, .verifyRevision: .verify
            case .revise: .revise
            }
        }
    }

    /// The task of the same slot at another step.
    package func at(_ step: Step) -> TaskID {
        TaskID(rawValue: rawValue & ~31 | Int64(step.number))
    }

    /// What a verify task judges: the response or revision one step before it.
    package var subject: TaskID { TaskID(rawValue: rawValue - 1) }

    /// All ids of one job, or of one of its rounds; both ends included.
    package static func range(job: Int32, round: Int? = nil) -> ClosedRange<Int64> {
        let low = Int64(job) << 45 | Int64(round ?? 0) << 41
        let width: Int64 = round == nil ? 1 << 45 : 1 << 41
        return low...(low + width - 1)
    }
}

extension TaskID {
    /// How far each part of an id may go; checked where jobs and samples come in (QUEUE.md R6).
    package enum Limits {
        package static let jobs: Int32 = 262_142
        package static let rounds = 15
        package static let samples: Int64 = 268_435_456
        package static let slots = 256
        package static let feedbacks = 15

        static func contain(job: Int32, round: Int, sample: Int64, slot: Int) -> Bool {
            (1...jobs).contains(job) && (1...rounds).contains(round) && (0..<samples).contains(sample)
                && (0..<slots).contains(slot)
        }
    }
}
