import Foundation

/// Loads adapters into running backends and out of them (BACKENDS §7).
///
/// Never touches a breaker: vLLM says 500 of an adapter it does not like.
package struct AdapterLoading: Sendable {
    private let requests: DirectRequests

    package init(_ requests: DirectRequests) { self.requests = requests }

    /// Has a backend load an adapter from a folder as it sees it; twice is fine.
    package func load(
        _ name: String, from path: String, at backend: Backend, kind: Backend.Kind
    ) async throws(AdapterError) {
        let body = Order(name: name, path: path, pinned: kind == .sglang ? false : nil)
        let reply = try await send(body, "load_lora_adapter", to: backend, kind: kind)
        let words = ChatDecoding.errorText(reply.body)
        switch reply.status {
        case 200..<300 where !Self.saysItFailed(reply.body): return
        case 400 where words.contains("already been loaded") || words.contains("already loaded"): return
        case 404: throw .noSuchPath(words)
        default: throw .refused(words)
        }
    }

    /// Has a backend forget an adapter; requests in flight finish.
    package func unload(
        _ name: String, at backend: Backend, kind: Backend.Kind
    ) async throws(AdapterError) {
        let reply = try await send(Order(name: name), "unload_lora_adapter", to: backend, kind: kind)
        // 404: it is gone already.
        guard (200..<300).contains(reply.status) || reply.status == 404 else { throw .refused(reply.reason) }
    }

    private func send(
        _ order: Order, _ endpoint: String, to backend: Backend, kind: Backend.Kind
    ) async throws(AdapterError) -> TransportReply {
        guard let path = kind.adapterPath else { throw .cannotLoad(kind) }
        do {
            return try await requests.reply(
                of: backend, to: .post, path + endpoint, body: [UInt8](JSONEncoder().encode(order)),
                within: .seconds(120))
        } catch let error as ProbeError {
            throw .unreachable(error)
        } catch {
            throw .refused("\(error)")
        }
    }

    /// SGLang has a field for it; vLLM's plain text does not decode, and is fine.
    private static func saysItFailed(_ body: [UInt8]) -> Bool {
        struct Outcome: Decodable { let success: Bool }
        return (try? JSONDecoder().decode(Outcome.self, from: Data(body)))?.success == false
    }

    private struct Order: Encodable {
        let name: String
        var path: String?
        var pinned: Bool?

        private enum CodingKeys: String, CodingKey {
            case name = "lora_name"
            case path = "lora_path"
            case pinned
        }
    }
}

extension Backend.Kind {
    /// What precedes the names of the endpoints that load and unload.
    fileprivate var adapterPath: String? {
        switch self {
        case .vllm, .scene: "/v1/"
        case .sglang: "/"
        case .llamacpp, .openai, .auto: nil
        }
    }
}
