import Contracts
import Records

/// A line of samples after reading: a draft to store, or what is wrong with it.
struct DraftedLine: Sendable {
    let number: Int
    let draft: SampleDraft?
    let problem: IntakeProblem?
}
