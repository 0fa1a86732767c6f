import Testing

@testable import TaskQueue

@Suite struct SubmissionLimitsTests {
    private let largest = SubmissionLimits(
        rounds: 15, samples: 268_435_456, normal: 128, contrastive: 128, feedbacks: 15)

    @Test func `the largest job has no problem`() {
        #expect(largest.problems.isEmpty)
    }

    @Test func `one above each limit is told with the limit`() {
        var limits = largest
        limits.rounds = 16
        #expect(limits.problems == ["rounds is 16; the limit is 15 rounds per job"])
        limits = largest
        limits.samples += 1
        #expect(limits.problems == ["samples is 268435457; the limit is 268435456 samples per job"])
        limits = largest
        limits.normal = 172
        #expect(limits.problems == ["normal + contrastive is 300; the limit is 256 responses per sample"])
        limits = largest
        limits.feedbacks = 16
        #expect(limits.problems == ["feedbacks is 16; the limit is 15 per response"])
    }

    @Test func `all problems come in one answer`() {
        let bad = SubmissionLimits(rounds: 99, samples: -1, normal: .max, contrastive: 1, feedbacks: -2)
        #expect(bad.problems.count == 4)
    }

    @Test func `a job without rounds or responses is refused`() {
        let none = SubmissionLimits(rounds: 0, samples: 0, normal: 0, contrastive: 0, feedbacks: 0)
        #expect(none.problems.count == 2)
    }
}
