import Backends
import Contracts
import Foundation
import Synchronization

/// Backends in vLLM's manner that load adapters into memory and lose them when restarted.
final class AdapterServers: ChatTransport {
    struct Server {
        var loaded: [String: String] = [:]
        var isAway = false
        /// What it says to a load instead of taking it.
        var refusal: (status: Int, words: String)?
        /// Whether adapters change what it says.
        var isMoved = true
    }

    struct State {
        var servers: [String: Server] = [:]
        var asked: [String] = []
    }

    let state = Mutex(State())

    init(_ urls: String...) {
        state.withLock { state in for url in urls { state.servers[url] = Server() } }
    }

    func change(_ url: String, _ body: (inout Server) -> Void) {
        state.withLock { body(&$0.servers[url, default: Server()]) }
    }

    func loaded(at url: String) -> [String: String] { state.withLock { $0.servers[url]?.loaded ?? [:] } }

    func send(_ request: TransportRequest) async throws(TransportError) -> TransportReply {
        let (url, path) = state.withLock { state in
            let url = state.servers.keys.first { request.url.hasPrefix($0 + "/") } ?? ""
            state.asked.append(String(request.url.dropFirst(url.count)))
            return (url, String(request.url.dropFirst(url.count)))
        }
        guard let server = state.withLock({ $0.servers[url] }), !server.isAway else {
            throw .beforeFirstByte("nobody is there")
        }
        switch path {
        case "/v1/models": return Self.reply(Self.models(server))
        case "/v1/load_lora_adapter": return load(request, at: url, server)
        case "/v1/unload_lora_adapter":
            let name = Self.body(request)["lora_name"]?.text ?? ""
            state.withLock { $0.servers[url]?.loaded[name] = nil }
            return Self.reply("Success")
        default: return Self.reply(Self.chat(request, server))
        }
    }

    private func load(_ request: TransportRequest, at url: String, _ server: Server) -> TransportReply {
        if let refusal = server.refusal { return Self.reply(refusal.words, status: refusal.status) }
        let body = Self.body(request)
        state.withLock {
            $0.servers[url]?.loaded[body["lora_name"]?.text ?? ""] = body["lora_path"]?.text ?? ""
        }
        return Self.reply("Success")
    }

    private static func chat(_ request: TransportRequest, _ server: Server) -> String {
        let model = body(request)["model"]?.text ?? ""
        let logprob = model != "base" && server.isMoved ? -0.5 : -1
        return #"""
            {"choices": [{"message": {"content": "One"}, "finish_reason": "stop",
            "logprobs": {"content": [{"token": "One", "logprob": \#(logprob)}]}}]}
            """#
    }

    private static func models(_ server: Server) -> String {
        let adapters = server.loaded.keys.sorted().map {
            #", {"id": "\#($0)", "owned_by": "vllm", "root": "/adapters", "parent": "base"}"#
        }
        return #"{"data": [{"id": "base", "owned_by": "vllm", "root": "base"}\#(adapters.joined())]}"#
    }

    private static func body(_ request: TransportRequest) -> JSONValue {
        (try? JSONValue(parsing: request.body)) ?? .null
    }

    private static func reply(_ text: String, status: Int = 200) -> TransportReply {
        TransportReply(status: status, body: Array(text.utf8))
    }
}
