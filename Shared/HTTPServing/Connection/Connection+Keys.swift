import Access
import HTTPTypes
import Logging

extension Connection {
    /// Judges a request before its handler starts; throws 401, 403, 421, or 503 while keys are unknown.
    ///
    /// Its place is behind framing and routing, and before any content is read.
    func admitted(_ head: RequestHead, to route: Route) throws(Problem) -> KeyHolder? {
        guard let gate = server.shared.settings.gate, let role = route.needs else { return nil }
        switch gate.judge(head.values(of: .authorization), needs: role) {
        case .admitted(let holder):
            if holder == nil, server.shared.isOnLoopback, let host = head.value(of: .host),
                !LocalHost.isLocal(host)
            {
                throw LocalHost.unknown
            }
            return holder
        case .refused(let refusal):
            server.shared.metrics.refused("key")
            switch refusal {
            case .tooLittle(let holder, _), .tooMany(let holder, _): refusedCaller = holder
            default: break
            }
            throw Problem(refusal)
        }
    }

    /// One line for each request that may change something: who, what, with which outcome.
    ///
    /// A server without a gate, such as a backend's stand-in, writes none.
    func audit(_ record: RequestRecord, status: HTTPResponse.Status?, after duration: Duration) {
        guard server.shared.settings.gate != nil, !Self.reading.contains(record.method) else { return }
        let path = record.target.prefix { $0 != "?" }
        server.shared.logger.notice(
            "audit",
            metadata: [
                "key": "\(record.caller?.id ?? "none")", "holder": "\(record.caller?.name ?? "")",
                "role": "\(record.caller?.role.rawValue ?? "")", "method": "\(record.method)",
                "path": "\(String(path).withoutKeys)", "status": "\(status?.code ?? 0)", "id": "\(record.id)",
                "duration": "\(duration)", "remote": "\(remote)",
            ])
    }

    private static let reading: Set<String> = ["GET", "HEAD", "OPTIONS"]
}
