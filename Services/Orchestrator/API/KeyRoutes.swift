import Access
import Contracts
import HTTPServing
import HTTPTypes
import Logging
import Records
import Schemas

/// API keys: make, list, revoke; for operators alone.
struct KeyRoutes: Sendable {
    let tools: OrchestratorTools
    let watch: KeyWatch

    func register(in router: inout Router) {
        router.on(.get, "/v1/keys", needs: .operator, as: .listKeys) { _ in
            let rows = try await records.list().map { KeyRow($0) }
            return try .canonical(ListEnvelope(rows, hasMore: false, lastID: rows.last?.id))
        }
        router.on(.post, "/v1/keys", needs: .operator, as: .makeKey) { try await create($0) }
        router.on(.delete, "/v1/keys/{key}", needs: .operator, as: .revokeKey) { try await revoke($0) }
    }

    private var records: KeyRecords { KeyRecords(tools.database) }

    private func create(_ request: Request) async throws -> Reply {
        if request[.idempotencyKey] != nil {
            throw Problem(
                400, code: "not_idempotent",
                detail: "an answer with a key is not kept, so Idempotency-Key can't be honoured here; "
                    + "leave it out, and after a lost answer list the keys and revoke the one nobody has seen"
            )
        }
        let order = try await JSONBody.read(request) { json throws(SpecificationRefusal) in
            try KeyOrder(reading: json)
        }
        let key = APIKey.make()
        let record = try await records.create(
            key, name: order.name, role: order.role, lifetime: order.lifetime, limits: order.limits)
        tell("key made", record, by: request)
        await take()
        var reply = try Reply.canonical(KeyRow(record, key: key), status: .created)
        reply.fields[.cacheControl] = "no-store"
        return reply
    }

    private func revoke(_ request: Request) async throws -> Reply {
        let id = request.parameter("key")
        guard APIKey.isID(id), let record = try await records.revoke(id) else {
            throw Problem(
                404, code: "key_not_found",
                detail:
                    "there is no such key; give its id, pm_ and twelve characters, as GET /v1/keys shows it")
        }
        tell("key revoked", record, by: request)
        await take()
        return try .canonical(KeyRow(record))
    }

    /// Other processes see it within seconds, this one at once.
    private func take() async {
        do { try await watch.read() } catch {
            tools.logger.warning("API keys not read", metadata: ["error": "\(error)"])
        }
    }

    /// Says which key, as the request's own line in the log can't.
    private func tell(_ what: Logger.Message, _ record: KeyRecord, by request: Request) {
        tools.logger.notice(
            what,
            metadata: [
                "key": "\(record.holder.id)", "name": "\(record.holder.name)",
                "role": "\(record.holder.role.rawValue)", "by": "\(request.caller?.id ?? "none")",
                "id": "\(request.id)",
            ])
    }
}

extension RouteDescription {
    fileprivate static let listKeys = RouteDescription("List API keys.").answers(ListEnvelope<KeyRow>.self)
    fileprivate static let makeKey = RouteDescription("Make an API key; this answer alone shows it.")
        .takes(Schema(ofBody: "KeyOrder") { try KeyOrder(reading: $0) })
        .answers(201, KeyRow.self)
        .refuses(422, "A field is wrong; `errors` has its pointer.")
    fileprivate static let revokeKey = RouteDescription("Revoke an API key, for good.")
        .path("key", .text(pattern: "pm_[0-9A-Za-z]{12}")).answers(KeyRow.self)
        .refuses(404, "There is no such key.")
}
