import Access
import Backends
import Contracts
import Domain
import HTTPServing
import HTTPTypes
import Records

/// Backends: register, change, drain, remove, at run time.
struct BackendRoutes: Sendable {
    let tools: OrchestratorTools

    func register(in router: inout Router) {
        router.on(.get, "/v1/backends", needs: .viewer) { _ in
            let rows = try await records.list().map(BackendRow.init)
            return try .canonical(ListEnvelope(rows, hasMore: false, lastID: rows.last?.id))
        }
        router.on(.post, "/v1/backends", needs: .operator) { try await add($0) }
        router.on(.patch, "/v1/backends/{id}", needs: .operator) { try await change($0) }
        router.on(.delete, "/v1/backends/{id}", needs: .operator) { try await remove($0) }
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
        let row = try await records.change(
            id, state: change.state?.rawValue, roles: change.roles, maxInFlight: change.maxInFlight)
        guard let row else { throw Self.missing(request) }
        return try .canonical(BackendRow(row))
    }

    /// Stages drop a backend that is gone with its last request.
    private func remove(_ request: Request) async throws -> Reply {
        guard let row = try await records.remove(try backendID(request)) else {
            throw Self.missing(request)
        }
        return try .canonical(BackendRow(row))
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
