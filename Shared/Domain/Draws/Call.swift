/// One use of chance in a task, numbered so that each draws from a seed of its own.
package enum Call: Sendable, Hashable {
    case response
    case feedback
    case refinement
    /// One vote of a verdict, from 0.
    case vote(Int)
    /// Which perturbation a contrastive slot gets, and its parameters.
    case perturbation
    /// The randomness inside the perturbation.
    case noise
    /// The place of a text in the order of pairing.
    case pairing
    /// The order in which a training sees its pairs; its slot is 0 for the generator, 1 for the reviser.
    case training

    /// What is hashed; never renumber it, or every job draws otherwise.
    var number: UInt32 {
        switch self {
        case .response: 0
        case .feedback: 1
        case .refinement: 2
        case .perturbation: 3
        case .noise: 4
        case .pairing: 5
        case .training: 6
        case .vote(let index): 16 + UInt32(clamping: index)
        }
    }
}
