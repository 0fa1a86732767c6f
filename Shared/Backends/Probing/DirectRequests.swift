/// Requests to one given backend, past routing, limits and breaker.
///
/// For what is asked about a backend or done to it, which must neither wait for
/// places nor count as its failure (BACKENDS §3).
package struct DirectRequests: Sendable {
    let transport: any ChatTransport
    let keys: BackendKeys

    package init(transport: any ChatTransport, keys: BackendKeys = .environment) {
        self.transport = transport
        self.keys = keys
    }

    /// Returns the whole reply of any status but 401 and 403.
    func reply(
        of backend: Backend, to method: TransportRequest.Method, _ path: String, body: [UInt8] = [],
        within deadline: Duration
    ) async throws(ProbeError) -> TransportReply {
        let fields = try fields(of: backend, body: body)
        let reply = try await send(
            TransportRequest(
                method: method, url: backend.url + path, fields: fields, body: body, deadline: deadline))
        guard reply.status != 401, reply.status != 403 else { throw .refused(reply.reason) }
        return reply
    }

    private func fields(
        of backend: Backend, body: [UInt8]
    ) throws(ProbeError) -> [(name: String, value: String)] {
        do throws(MissingKey) {
            let key = try keys.fields(of: backend)
            return body.isEmpty ? key : key + [("Content-Type", "application/json")]
        } catch {
            throw .refused(error.description)
        }
    }

    private func send(_ request: TransportRequest) async throws(ProbeError) -> TransportReply {
        do throws(TransportError) {
            return try await transport.send(request)
        } catch {
            throw error.isOurs ? .refused(error.description) : .unreachable(error.description)
        }
    }
}
