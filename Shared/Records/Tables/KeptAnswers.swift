package import Postgres

/// The table `kept_answer`: what requests that create were answered with, for a day.
package struct KeptAnswers: Sendable {
    private let database: PostgresPool

    package init(_ database: PostgresPool) { self.database = database }

    /// Why a request with a key was not answered.
    package enum Refusal: Error, Sendable, Hashable {
        /// The key came with another content before.
        case otherContent
        /// The same request is still at work.
        case inProgress
    }

    /// Makes something and keeps the answer in one transaction, or returns the answer that was kept.
    ///
    /// Who comes second while the first is at work waits for it, at most for the lock timeout (QUEUE R49).
    nonisolated(nonsending) package func answer(
        to request: KeyedRequest,
        by make: nonisolated(nonsending) (PostgresConnection) async throws -> KeptAnswer
    ) async throws -> (answer: KeptAnswer, isRepeated: Bool) {
        try await database.withConnection { try await answer(to: request, over: $0, by: make) }
    }

    nonisolated(nonsending) func answer(
        to request: KeyedRequest, over connection: PostgresConnection,
        by make: nonisolated(nonsending) (PostgresConnection) async throws -> KeptAnswer
    ) async throws -> (answer: KeptAnswer, isRepeated: Bool) {
        do {
            return try await connection.transaction { connection in
                guard try await begin(request, connection) else {
                    return (try await kept(for: request, connection), true)
                }
                let answer = try await make(connection)
                try await keep(answer, for: request, connection)
                return (answer, false)
            }
        } catch .body(let error as PostgresError, _) where error.sqlState == .lockNotAvailable {
            throw Refusal.inProgress
        } catch .body(let error, _) {
            throw error
        }
    }

    /// Takes the key; false where it is taken.
    nonisolated(nonsending) private func begin(_ request: KeyedRequest, _ connection: PostgresConnection)
        async throws -> Bool
    {
        try await connection.query(
            """
            insert into pairmill.kept_answer (caller, route, key, content)
            values (\(request.caller), \(request.route), \(request.key), \(request.content))
            on conflict do nothing
            """
        ).affected == 1
    }

    nonisolated(nonsending) private func kept(
        for request: KeyedRequest, _ connection: PostgresConnection
    ) async throws -> KeptAnswer {
        let rows = try await connection.query(
            """
            select content = \(request.content) as same, status, location, body
            from pairmill.kept_answer
            where caller = \(request.caller) and route = \(request.route) and key = \(request.key)
            """)
        // Swept in between: whoever comes again begins anew.
        guard let row = rows.first else { throw Refusal.inProgress }
        guard try row.decode(Bool.self, named: "same") else { throw Refusal.otherContent }
        return KeptAnswer(
            status: Int(try row.decode(Int16.self, named: "status")),
            location: try row.decode(String?.self, named: "location"),
            body: try row.decode([UInt8].self, named: "body"))
    }

    /// Keeps an answer; drops some of those that are a day old on the way.
    nonisolated(nonsending) private func keep(
        _ answer: KeptAnswer, for request: KeyedRequest, _ connection: PostgresConnection
    ) async throws {
        _ = try await connection.query(
            """
            update pairmill.kept_answer set status = \(Int16(answer.status))::smallint,
                location = \(answer.location), body = \(answer.body)
            where caller = \(request.caller) and route = \(request.route) and key = \(request.key)
            """)
        _ = try await connection.query(
            """
            delete from pairmill.kept_answer where (caller, route, key) in (
                select caller, route, key from pairmill.kept_answer
                where created_at < clock_timestamp() - interval '1 day'
                order by created_at limit 100 for update skip locked)
            """)
    }
}
