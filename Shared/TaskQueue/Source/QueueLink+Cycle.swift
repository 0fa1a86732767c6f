import Domain
import Postgres

extension QueueLink {
    private enum Part { case complete, fail, claim, hint }

    /// Sends a cycle in one round trip: commits that are independent of each other.
    ///
    /// Throws if the connection is gone; then nobody knows what took effect.
    func send(_ cycle: Cycle<C.Result>) async throws -> CycleAnswer<C.Result> {
        let groups = groups(of: cycle)
        let answers = try await connection.pipeline(groups.map(\.statements))
        var answer = CycleAnswer<C.Result>()
        for (group, rows) in zip(groups, answers) {
            // The last statement of a group is the one that answers.
            let last = rows.map(\.last)
            switch group.part {
            case .complete: answer.stored = try ids(last)
            case .fail: answer.freed = try ids(last)
            // One that failed is no loss: it is a hint.
            case .hint: break
            case .claim: answer.claimed = cycle.claim == nil ? last.map { _ in [] } : try claims(last)
            }
        }
        return answer
    }

    private func groups(of cycle: Cycle<C.Result>) -> [(part: Part, statements: [SQL])] {
        var groups: [(part: Part, statements: [SQL])] = []
        if !cycle.completed.isEmpty {
            groups.append((.complete, [completion.store(cycle.completed, by: worker)]))
        }
        if !cycle.failed.isEmpty {
            let fail = QueueSQL.fail(worker, cycle.failed, maxAttempts: settings.maxAttempts)
            groups.append((.fail, [fail]))
        }
        var last: [SQL] = []
        if let beat = cycle.beat {
            last.append(QueueSQL.beat(worker, stage: stage, name: name, beat))
        }
        if let claim = cycle.claim {
            last += [
                QueueSQL.claimSettings,
                QueueSQL.claim(
                    worker, token: claim.token, stage: stage, quotas: claim.quotas, marks: claim.marks,
                    lasting: settings.leaseTime),
            ]
        }
        if !last.isEmpty { groups.append((.claim, last)) }
        if !cycle.hints.isEmpty { groups.append((.hint, [QueueSQL.hint(cycle.hints)])) }
        return groups
    }

    private func ids(
        _ rows: Result<PostgresRows?, PostgresError>
    ) throws -> Result<[TaskID], PostgresError> {
        try read(rows) { TaskID(rawValue: try $0.decode(Int64.self, named: "task_id")) }
    }

    private func claims(
        _ rows: Result<PostgresRows?, PostgresError>
    ) throws -> Result<[Cycle<C.Result>.Row], PostgresError> {
        try read(rows) { row in
            Cycle<C.Result>.Row(
                task: TaskID(rawValue: try row.decode(Int64.self, named: "task_id")),
                attempt: Int(try row.decode(Int16.self, named: "attempt")),
                crashes: Int(try row.decode(Int16.self, named: "crashes")),
                qid: try row.decode(Int64.self, named: "qid"))
        }
    }

    private func read<T>(
        _ rows: Result<PostgresRows?, PostgresError>, _ decode: (PostgresRow) throws -> T
    ) throws -> Result<[T], PostgresError> {
        switch rows {
        case .success(let rows): .success(try rows?.map(decode) ?? [])
        case .failure(let error): .failure(error)
        }
    }
}
