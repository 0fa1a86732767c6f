import Contracts

/// Asks backends what they serve: as soon as they join, every 30 s, and after a 404.
package struct BackendDiscovery: Sendable {
    private let pool: BackendPool
    private let requests: DirectRequests

    package init(pool: BackendPool, transport: any ChatTransport) {
        self.pool = pool
        requests = DirectRequests(transport: transport, keys: pool.keys)
    }

    /// Asks all backends that are due now, side by side, and waits for them.
    package func askDue() async {
        let due = await pool.takeDueForDiscovery()
        await withDiscardingTaskGroup { group in
            for backend in due { group.addTask { await ask(backend) } }
        }
    }

    /// Asks one that `BackendPool.takeDueForDiscovery` named, within 5 s.
    package func ask(_ backend: Backend) async {
        do throws(ProbeError) {
            await pool.record(.success(try await requests.listing(of: backend)), of: backend)
        } catch {
            await pool.record(.failure(error), of: backend)
        }
    }
}

extension DirectRequests {
    /// What a backend serves: `GET /v1/models`, within 5 s.
    package func listing(of backend: Backend) async throws(ProbeError) -> ModelListing {
        let reply = try await reply(of: backend, to: .get, "/v1/models", within: .seconds(5))
        return try Self.listing(in: reply)
    }

    private static func listing(in reply: TransportReply) throws(ProbeError) -> ModelListing {
        guard reply.status == 200 else { throw .unreachable(reply.reason) }
        do throws(ChatDecoding.Failure) {
            return ModelListing(try ChatDecoding.models(reply.body))
        } catch {
            throw .unreachable(error.reason)
        }
    }
}
