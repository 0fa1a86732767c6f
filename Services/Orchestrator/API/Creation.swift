import Access
import Digests
import HTTPServing
import HTTPTypes
import Postgres
import Records

/// Makes what a request asks for, once for each Idempotency-Key.
///
/// What is made and the answer that is kept are one transaction, so neither a crash nor a lost
/// connection leaves one without the other.
struct Creation: Sendable {
    let database: PostgresPool

    /// `make` gets a transaction; without a key it is only that.
    nonisolated(nonsending) func reply(
        to request: Request, content: [UInt8],
        by make: nonisolated(nonsending) (PostgresConnection) async throws -> KeptAnswer
    ) async throws -> Reply {
        guard let key = try IdempotencyKey(of: request) else {
            return Self.reply(with: try await made(by: make), isRepeated: false)
        }
        let keyed = KeyedRequest(
            caller: request.caller?.id ?? "", route: "\(request.method.rawValue) \(request.path)",
            key: key.text, content: SHA256Digest(of: content))
        do {
            let (answer, isRepeated) = try await KeptAnswers(database).answer(to: keyed, by: make)
            return Self.reply(with: answer, isRepeated: isRepeated)
        } catch let refusal as KeptAnswers.Refusal {
            throw Problem(refusal)
        }
    }

    nonisolated(nonsending) private func made(
        by make: nonisolated(nonsending) (PostgresConnection) async throws -> KeptAnswer
    ) async throws -> KeptAnswer {
        do {
            return try await database.transaction { try await make($0) }
        } catch .body(let error, _) {
            throw error
        }
    }

    private static func reply(with answer: KeptAnswer, isRepeated: Bool) -> Reply {
        var reply = Reply.bytes(
            answer.body, type: "application/json", status: HTTPResponse.Status(code: answer.status))
        reply.fields[.location] = answer.location
        if isRepeated { reply.fields[.idempotentReplayed] = "true" }
        return reply
    }
}

extension Problem {
    fileprivate init(_ refusal: KeptAnswers.Refusal) {
        switch refusal {
        case .otherContent:
            self.init(
                422, code: "idempotency_key_reused",
                detail: "this Idempotency-Key came with another content before; send a new key")
        case .inProgress:
            self.init(
                409, code: "idempotency_in_progress",
                detail: "a request with this Idempotency-Key is still at work; ask again in a second")
            retryAfter = 1
        }
    }
}
