import Foundation
import Synchronization

@testable import Backends

/// Backends that answer by a script, told apart by the host in their address.
///
/// Every host lists its models itself; its script sees chats and all the rest.
/// `state` is guarded by its mutex.
final class FakeFleet: ChatTransport {
    typealias Script = @Sendable (Sent) async throws(TransportError) -> TransportReply

    struct Sent: Sendable {
        let host: String
        let path: String
        let request: TransportRequest
        /// Which request to this host and path it is, from 0.
        let number: Int
        var body: String { String(decoding: request.body, as: UTF8.self) }
    }

    private struct State {
        var sent: [Sent] = []
        var running: [String: Int] = [:]
        var mostRunning: [String: Int] = [:]
        var cancelled = 0
    }

    private let state = Mutex(State())
    private let scripts: [String: Script]
    private let models: [String: [UInt8]]

    init(_ scripts: [String: Script], models: [String: [UInt8]] = [:]) {
        self.scripts = scripts
        self.models = models
    }

    var chats: [Sent] { sent(to: "/v1/chat/completions") }
    var hosts: [String] { chats.map(\.host) }
    var cancelled: Int { state.withLock { $0.cancelled } }
    func mostRunning(at host: String) -> Int { state.withLock { $0.mostRunning[host] ?? 0 } }
    func sent(to path: String) -> [Sent] { state.withLock { $0.sent.filter { $0.path == path } } }

    func send(_ request: TransportRequest) async throws(TransportError) -> TransportReply {
        let sent = begin(request)
        defer { state.withLock { $0.running[sent.host, default: 0] -= 1 } }
        if sent.path == "/v1/models" {
            return TransportReply(status: 200, body: models[sent.host] ?? Recorded.models(["m"]))
        }
        do throws(TransportError) {
            return try await scripts[sent.host]?(sent) ?? .completion("hello")
        } catch {
            if error == .cancelled { state.withLock { $0.cancelled += 1 } }
            throw error
        }
    }

    private func begin(_ request: TransportRequest) -> Sent {
        let address = URLComponents(string: request.url)
        let host = address?.host ?? ""
        let path = address?.path ?? ""
        return state.withLock { state in
            let number = state.sent.count { $0.host == host && $0.path == path }
            let sent = Sent(host: host, path: path, request: request, number: number)
            state.sent.append(sent)
            state.running[host, default: 0] += 1
            state.mostRunning[host] = max(state.mostRunning[host] ?? 0, state.running[host] ?? 0)
            return sent
        }
    }
}

extension TransportReply {
    static func completion(_ text: String) -> TransportReply {
        TransportReply(status: 200, body: Recorded.completion(text))
    }

    static func refusing(_ status: Int, _ body: [UInt8] = Recorded.overload) -> TransportReply {
        TransportReply(status: status, body: body)
    }
}
