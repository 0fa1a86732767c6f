package import Domain
import Foundation
import Postgres

/// One row of `backend`: a server that answers chats, and how it may be used.
package struct BackendRecord: Sendable, Equatable {
    package var id: BackendID
    package var url: String
    package var kind: String
    package var roles: [Role]
    package var maxInFlight: Int
    /// `joining`, `active`, `draining` or `gone`.
    package var state: String
    /// The environment variable that holds its key.
    package var keyVariable: String?
    package var adapterRoot: String?
    package var maxLoRARank: Int?
    /// Adapters that are proven on it (`adapter_backend`).
    package var proven: Set<String> = []

    package init(
        id: BackendID, url: String, kind: String, roles: [Role], maxInFlight: Int, state: String = "active",
        keyVariable: String? = nil, adapterRoot: String? = nil, maxLoRARank: Int? = nil
    ) {
        self.id = id
        self.url = url
        self.kind = kind
        self.roles = roles
        self.maxInFlight = maxInFlight
        self.state = state
        self.keyVariable = keyVariable
        self.adapterRoot = adapterRoot
        self.maxLoRARank = maxLoRARank
    }

    static let columns: SQL = """
        id, url, kind, roles, max_in_flight, state, key_env, adapter_root, max_lora_rank,
        array(select adapter from pairmill.adapter_backend p where p.backend = id and p.state = 'proven') as proven
        """

    init(_ row: PostgresRow) throws(PostgresError) {
        id = BackendID(uuid: try row.decode(UUID.self, named: "id"))
        url = try row.decode(String.self, named: "url")
        kind = try row.decode(String.self, named: "kind")
        roles = try row.decode([String].self, named: "roles").compactMap(Role.init)
        maxInFlight = Int(try row.decode(Int32.self, named: "max_in_flight"))
        state = try row.decode(String.self, named: "state")
        keyVariable = try row.decode(String?.self, named: "key_env")
        adapterRoot = try row.decode(String?.self, named: "adapter_root")
        maxLoRARank = try row.decode(Int32?.self, named: "max_lora_rank").map(Int.init)
        proven = Set(try row.decode([String].self, named: "proven"))
    }
}
