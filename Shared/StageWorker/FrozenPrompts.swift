package import Domain
import Synchronization

/// A stage's prompts of the jobs at hand, parsed once a job: a job's never change.
package final class FrozenPrompts<Prompts: Sendable>: Sendable {
    private let make: @Sendable ([PromptKind: String]) throws -> Prompts
    private let known = Mutex<[Int32: Prompts]>([:])
    /// How many jobs are kept; past it all are forgotten, and those in use come back.
    private let limit = 64

    package init(_ make: @escaping @Sendable ([PromptKind: String]) throws -> Prompts) { self.make = make }

    package func prompts(of work: StageWork) throws -> Prompts {
        if let prompts = known.withLock({ $0[work.task.job] }) { return prompts }
        let prompts = try make(work.specification.prompts)
        known.withLock { known in
            if known.count >= limit { known.removeAll() }
            known[work.task.job] = prompts
        }
        return prompts
    }
}
