import CLibPQ

extension PostgresConnection {
    /// Sends several segments in one round trip; each fails or commits by itself.
    ///
    /// The result of a segment is one set of rows per statement, or the first error
    /// in it; then the whole segment had no effect and the others go on (QUEUE R41).
    /// Throws if the connection is gone: then nobody knows what took effect.
    package func pipeline(
        _ segments: [[SQL]]
    ) throws(PostgresError) -> [Result<[PostgresRows], PostgresError>] {
        try withLink { link throws(PostgresError) in
            let trip = PipelineTrip(segments, prepares: settings.preparesStatements, cache: &cache)
            try trip.send(over: link)
            return try trip.receive(
                from: link, by: Deadline(after: settings.answerDeadline), cache: &cache)
        }
    }
}

/// What is sent in one round trip, and how its answers are told apart.
///
/// Statements that are new to the connection are prepared first, each in a segment
/// of its own: a Parse inside a segment that fails early would be skipped, and
/// whoever counted on the statement later would not find it.
private struct PipelineTrip {
    private struct Statement {
        let sql: SQL
        let text: String
        let name: String?
    }

    private typealias Segment = Result<[Statement], PostgresError>

    private var segments: [Segment] = []
    private var fresh: [(name: String, text: String, sql: SQL)] = []

    init(_ segments: [[SQL]], prepares: Bool, cache: inout StatementCache) {
        for statements in segments {
            if let problem = statements.lazy.compactMap(\.sendingProblem).first {
                self.segments.append(.failure(.unsendable(problem)))
            } else {
                self.segments.append(
                    .success(
                        statements.map { sql in
                            let text = sql.text
                            let name = prepares && sql.isPrepared ? name(of: sql, text, &cache) : nil
                            return Statement(sql: sql, text: text, name: name)
                        }))
            }
        }
    }

    private mutating func name(of sql: SQL, _ text: String, _ cache: inout StatementCache) -> String? {
        if let known = cache.name(of: text) ?? fresh.first(where: { $0.text == text })?.name { return known }
        guard let name = cache.nextName() else { return nil }
        fresh.append((name, text, sql))
        return name
    }

    func send(over link: ServerLink) throws(PostgresError) {
        for statement in fresh {
            try link.sendPrepare(statement.name, statement.sql)
            try link.sendSync()
        }
        for case .success(let statements) in segments {
            for statement in statements { try link.send(statement.sql, prepared: statement.name) }
            try link.sendSync()
        }
    }

    func receive(
        from link: ServerLink, by deadline: Deadline, cache: inout StatementCache
    ) throws(PostgresError) -> [Result<[PostgresRows], PostgresError>] {
        var refused: [String: PostgresError] = [:]
        for statement in fresh {
            switch try answer(from: link, by: deadline) {
            case .success: cache.remember(statement.text, as: statement.name)
            case .failure(let error): refused[statement.text] = error
            }
            try sync(link, by: deadline)
        }
        var results: [Result<[PostgresRows], PostgresError>] = []
        for segment in segments {
            switch segment {
            case .failure(let problem): results.append(.failure(problem))
            case .success(let statements):
                results.append(try receive(statements, refused, from: link, by: deadline, &cache))
            }
        }
        return results
    }

    private func receive(
        _ statements: [Statement], _ refused: [String: PostgresError],
        from link: ServerLink, by deadline: Deadline, _ cache: inout StatementCache
    ) throws(PostgresError) -> Result<[PostgresRows], PostgresError> {
        var rows: [PostgresRows] = []
        var failure: PostgresError?
        for statement in statements {
            switch try answer(from: link, by: deadline) {
            case .success(let found?): rows.append(found)
            case .success(nil): break  // skipped, because one before it failed
            case .failure(let error):
                failure = failure ?? refused[statement.text] ?? error
                if error.asksForNewPlan { cache.forget(statement.text) }
            }
        }
        try sync(link, by: deadline)
        return failure.map(Result.failure) ?? .success(rows)
    }

    /// The answer to one statement; nil rows if the server skipped it.
    private func answer(
        from link: ServerLink, by deadline: Deadline
    ) throws(PostgresError) -> Result<PostgresRows?, PostgresError> {
        var answer: Result<PostgresRows?, PostgresError> = .success(nil)
        while let result = try link.next(by: deadline) {
            switch result.status {
            case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
                answer = .success(PostgresRows(result: result))
            case PGRES_PIPELINE_ABORTED: break
            case PGRES_FATAL_ERROR:
                let error = link.failure(result)
                if error.endsConnection { throw error }
                answer = .failure(error)
            default: throw .connectionLost("an answer out of place (status \(result.status.rawValue))")
            }
        }
        return answer
    }

    private func sync(_ link: ServerLink, by deadline: Deadline) throws(PostgresError) {
        let result = try link.next(by: deadline)
        if let result, result.status == PGRES_PIPELINE_SYNC { return }
        if let result, result.status == PGRES_FATAL_ERROR { throw link.failure(result).asLoss }
        throw .connectionLost("the end of a segment did not come")
    }
}

extension PostgresError {
    /// Whether the statement must be prepared again: its tables changed, or a pooler
    /// gave us another session.
    fileprivate var asksForNewPlan: Bool {
        sqlState == .featureNotSupported || sqlState == .invalidStatementName
    }

    fileprivate var asLoss: PostgresError { endsConnection ? self : .connectionLost(description) }
}
