package import Domain
package import Records

/// A claimed task with all that its handler needs to know.
package struct StageWork: Sendable {
    package let input: TaskInput
    package let specification: JobSpecification
    private let adapters: [Role: AdapterRecord]
    /// Counts failures of this task, from 0; each attempt draws anew (DECISIONS 11).
    package let attempt: Int
    private let mayStart: @Sendable () async -> Bool

    package init(
        input: TaskInput, specification: JobSpecification, adapters: [Role: AdapterRecord] = [:],
        attempt: Int, mayStart: @escaping @Sendable () async -> Bool
    ) {
        self.input = input
        self.specification = specification
        self.adapters = adapters
        self.attempt = attempt
        self.mayStart = mayStart
    }

    package var task: TaskID { input.task }
    package var round: Int { input.task.round }
    package var plan: RoundPlan? { specification.plan(ofRound: round) }

    /// The newest proven adapter of a role, else the base model the job names (DECISIONS 10).
    package func model(of role: Role) -> CalledModel {
        guard let adapter = adapters[role] else { return CalledModel(name: specification.models[role]) }
        return CalledModel(name: adapter.name, base: adapter.baseModel)
    }

    package var seeds: SeedDerivation { SeedDerivation(job: specification.seed) }

    /// Throws when the lease can no longer be trusted: the task is then given back.
    package func checkLease() async throws(LeaseLost) {
        guard await mayStart() else { throw LeaseLost() }
    }
}

/// The right to work on a task has run out, or may have (QUEUE R22, R23).
package struct LeaseLost: Error {}
