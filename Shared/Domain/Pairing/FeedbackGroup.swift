import Digests

/// What two feedbacks must have in common to be a pair.
struct FeedbackGroup: Hashable {
    let response: TaskID
    let promptHash: SHA256Digest
    let sawReference: Bool
}
