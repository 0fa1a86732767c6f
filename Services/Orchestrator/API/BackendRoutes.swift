import Access
import Backends
import Contracts
import Digests
import Domain
import HTTPServing
import HTTPTypes
import Postgres
import Records
import Schemas

/// Backends: register, change, drain, remove, at run time.
struct BackendRoutes: Sendable {
    let tools: OrchestratorTools

    func register(in router: inout Router) {
        router.on(.get, "/v1/backends", needs: .viewer, as: .listBackends) { _ in
            let rows = try await records.list().map(BackendRow.init)
            return try .canonical(ListEnvelope(rows, hasMore: false, lastID: rows.last?.id))
        }
        router.on(.get, "/v1/backends/{id}", needs: .viewer, as: .backend) { request in
            guard let row = try await records.find(try backendID(request)), row.state != "gone" else {
                throw Self.missing(request)
            }
            let found = BackendRow(row)
            return request.has(try found.tag()) ? .notModified(try found.tag()) : try found.tagged()
        }
        router.on(.post, "/v1/backends", needs: .operator, as: .addBackend) { try await add($0) }
        router.on(.patch, "/v1/backends/{id}", needs: .operator, as: .changeBackend) { try await change($0) }
        router.on(.delete, "/v1/backends/{id}", needs: .operator, as: .removeBackend) { try await remove($0) }
    }

    private var records: BackendRecords { BackendRecords(tools.database) }

    private func add(_ request: Request) async throws -> Reply {
        let content = try await JSONBody.bytes(of: request)
        let registration = try JSONBody.read(content) { json throws(SpecificationRefusal) in
            do throws(BackendListError) {
                return try BackendRegistration(reading: json)
            } catch {
                throw SpecificationRefusal(problems: error.problems)
            }
        }
        return try await Creation(database: tools.database).reply(to: request, content: content) {
            let row = try await records.register(BackendRecord(registration), over: $0)
            return KeptAnswer(status: 201, location: nil, body: try BackendRow(row).jsonBytes())
        }
    }

    private func change(_ request: Request) async throws -> Reply {
        let id = try backendID(request)
        let change = try await JSONBody.read(request) { json throws(SpecificationRefusal) in
            try BackendChange(reading: json)
        }
        return try await changing(request, id) {
            try await records.change(
                id, state: change.state?.rawValue, roles: change.roles, maxInFlight: change.maxInFlight,
                over: $0)
        }
    }

    /// Stages drop a backend that is gone with its last request.
    private func remove(_ request: Request) async throws -> Reply {
        let id = try backendID(request)
        return try await changing(request, id) { try await records.remove(id, over: $0) }
    }

    /// Changes the backend that If-Match names, where the client says so.
    private func changing(
        _ request: Request, _ id: BackendID,
        _ change: nonisolated(nonsending) (PostgresConnection) async throws -> BackendRecord?
    ) async throws -> Reply {
        do {
            return try await tools.database.transaction { connection in
                guard let row = try await records.lock(id, over: connection) else {
                    throw Self.missing(request)
                }
                try request.demand(try BackendRow(row).tag())
                guard let row = try await change(connection) else { throw Self.missing(request) }
                return try BackendRow(row).tagged()
            }
        } catch .body(let error, _) {
            throw error
        }
    }

    private func backendID(_ request: Request) throws -> BackendID {
        guard let id = BackendID(request.parameter("id")) else { throw Self.missing(request) }
        return id
    }

    private static func missing(_ request: Request) -> Problem {
        Problem(
            404, code: "backend_not_found",
            detail: "there is no backend \(request.parameter("id").prefix(60))")
    }
}

extension BackendRecord {
    init(_ registration: BackendRegistration) {
        self.init(
            id: .make(), url: registration.url, kind: registration.kind.rawValue,
            roles: Role.allCases.filter(registration.roles.contains), maxInFlight: registration.maxInFlight,
            state: "joining", keyVariable: registration.keyEnv, adapterRoot: registration.adapterRoot,
            maxLoRARank: registration.maxLoraRank)
    }
}

extension BackendRow {
    init(_ row: BackendRecord) {
        self.init(
            id: row.id.description, url: row.url, kind: row.kind, roles: row.roles, state: row.state,
            maxInFlight: row.maxInFlight, maxLoraRank: row.maxLoRARank, adapterRoot: row.adapterRoot,
            keyEnv: row.keyVariable)
    }
}

extension BackendRow {
    /// Names what it says.
    fileprivate func tag() throws -> EntityTag { EntityTag(SHA256Digest(of: try jsonBytes()).hex) }

    fileprivate func tagged() throws -> Reply { try Reply.canonical(self).tagged(try tag()) }
}

extension RouteDescription {
    fileprivate static let backend = RouteDescription("One backend.")
        .ofBackend.answers(BackendRow.self, fields: [.eTag])
        .answersNothing(304, "It is as the client knows it.")
    fileprivate static let listBackends = RouteDescription("List backends.")
        .answers(ListEnvelope<BackendRow>.self)
    fileprivate static let addBackend = RouteDescription("Register a backend.")
        .takes(Schema(ofBody: "BackendRegistration") { try BackendRegistration(reading: $0) })
        .creates(BackendRow.self, "It joins once it answers.")
        .refuses(422, "A field is wrong; `errors` has its pointer.")
    fileprivate static let changeBackend = RouteDescription("Change a backend, or let it finish what it has.")
        .ofBackend.changes
        .takes(Schema(ofBody: "BackendChange") { try BackendChange(reading: $0) })
        .answers(BackendRow.self)
        .refuses(422, "A field is wrong; `errors` has its pointer.")
    fileprivate static let removeBackend = RouteDescription("Remove a backend; it gets nothing new.")
        .ofBackend.changes.answers(BackendRow.self)

    private var changes: RouteDescription {
        header(.ifMatch, .text(), "The ETag of the state that is meant.")
            .refuses(412, "It is not what If-Match names any more.")
    }

    private var ofBackend: RouteDescription {
        path("id", BackendID.schema).refuses(404, "There is no such backend.")
    }
}
