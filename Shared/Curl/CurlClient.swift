package import EventLoop
import Synchronization

/// An HTTP client on a loop: libcurl, its connections and their reuse.
///
/// Calls keep their deadlines, and a cancelled task closes its connection. There
/// is no queue and no second try in here: callers bound what is in flight and
/// decide what to repeat (HTTP C4).
package final class CurlClient: Sendable {
    private let multi: CurlMulti
    private let lastID = Atomic<UInt>(0)

    package init(loop: ReadinessLoop, settings: CurlSettings = CurlSettings()) {
        multi = CurlMulti(loop: loop, settings: settings)
    }

    deinit { multi.post { $0.shutDown() } }

    /// Makes a call and collects its reply, whatever its status.
    package func send(_ request: CurlRequest) async throws(CurlError) -> CurlReply {
        let id = nextID()
        return try await multi.cutShort(id) { await multi.send(request, id: id) }
    }

    /// Makes a call and returns once the head of its reply is there.
    package func stream(_ request: CurlRequest) async throws(CurlError) -> CurlStreamedReply {
        let lease = CurlLease(id: nextID(), multi: multi)
        let head = try await multi.cutShort(lease.id) { await multi.open(request, id: lease.id) }
        return CurlStreamedReply(head: head, body: CurlBody(lease: lease))
    }

    /// Ends all calls and closes all connections; later calls fail.
    package func shutDown() async { await multi.shutDown() }

    private func nextID() -> UInt { lastID.add(1, ordering: .relaxed).newValue }
}
