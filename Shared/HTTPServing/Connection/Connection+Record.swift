import Access
import EventLoop
import HTTPTypes
import Logging

extension Connection {
    /// Closes the books on a request; nil status means that no reply went out whole.
    func finishRecord(status: HTTPResponse.Status?) {
        guard let record = record.take() else { return }
        let duration = MonotonicTime.now - record.started
        if let route = record.call?.route {
            server.shared.finished()
            server.shared.leave(route)
        }
        if record.kept > 0 { server.shared.bodies.give(record.kept) }
        server.answered(record.call?.route, status, after: duration)
        audit(record, status: status, after: duration)
        server.shared.logger.debug(
            "request",
            metadata: [
                "id": "\(record.id)", "method": "\(record.method)", "target": "\(record.target.withoutKeys)",
                "status": "\(status?.code ?? 0)", "duration": "\(duration)", "remote": "\(remote)",
            ])
    }

    func logFailure(_ error: any Error) {
        if error is CancellationError || error is ConnectionError { return }
        server.shared.logger.error(
            "handler failed", error: error,
            metadata: [
                "id": "\(record?.id.description ?? "")", "route": "\(record?.call?.route.pattern ?? "")",
            ])
    }
}
