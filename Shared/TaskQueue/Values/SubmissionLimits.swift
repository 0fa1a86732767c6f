import Domain

/// The size of a job as it is submitted, checked against the bits of a `TaskID`.
///
/// A number too large for its bits would land in another job's range, so all
/// problems are told at once, before anything is stored (QUEUE R6).
package struct SubmissionLimits: Sendable, Hashable {
    package var rounds: Int
    package var samples: Int64
    package var normal: Int
    package var contrastive: Int
    package var feedbacks: Int

    package init(rounds: Int, samples: Int64, normal: Int, contrastive: Int, feedbacks: Int) {
        self.rounds = rounds
        self.samples = samples
        self.normal = normal
        self.contrastive = contrastive
        self.feedbacks = feedbacks
    }

    /// One sentence per limit that is broken; none if the job fits.
    package var problems: [String] {
        [roundProblem, sampleProblem, slotProblem, feedbackProblem].compactMap { $0 }
    }

    private var roundProblem: String? {
        if rounds < 1 { return "rounds is \(rounds); a job needs at least 1 round" }
        guard rounds > TaskID.Limits.rounds else { return nil }
        return "rounds is \(rounds); the limit is \(TaskID.Limits.rounds) rounds per job"
    }

    private var sampleProblem: String? {
        if samples < 0 { return "samples is \(samples); it can't be negative" }
        guard samples > TaskID.Limits.samples else { return nil }
        return "samples is \(samples); the limit is \(TaskID.Limits.samples) samples per job"
    }

    private var slotProblem: String? {
        if normal < 0 || contrastive < 0 {
            return "normal is \(normal) and contrastive is \(contrastive); neither can be negative"
        }
        let (slots, overflow) = normal.addingReportingOverflow(contrastive)
        if slots == 0 { return "normal + contrastive is 0; a sample needs at least 1 response" }
        guard overflow || slots > TaskID.Limits.slots else { return nil }
        let sum = overflow ? "\(normal) + \(contrastive)" : "\(slots)"
        return "normal + contrastive is \(sum); the limit is \(TaskID.Limits.slots) responses per sample"
    }

    private var feedbackProblem: String? {
        if feedbacks < 0 { return "feedbacks is \(feedbacks); it can't be negative" }
        guard feedbacks > TaskID.Limits.feedbacks else { return nil }
        return "feedbacks is \(feedbacks); the limit is \(TaskID.Limits.feedbacks) per response"
    }
}
