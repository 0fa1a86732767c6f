package import Domain

import Digests
import Logging

extension BackendPool {
    /// Marks the backends that are due to be asked what they serve, and returns them.
    package func takeDueForDiscovery() -> [Backend] {
        let now = ContinuousClock.now
        let due = members.values.filter { $0.backend.state != .gone && $0.discovery.isDue(at: now) }
        for member in due { members[member.backend.id]?.beginDiscovery() }
        return due.map(\.backend)
    }

    /// Takes in what a backend said it serves, or why it said nothing.
    package func record(_ found: Result<ModelListing, ProbeError>, of backend: Backend) {
        guard members[backend.id]?.backend.url == backend.url else { return }
        switch found {
        case .success(let listing): members[backend.id]?.found(listing, at: .now)
        case .failure(let error):
            logger.notice(
                "backend did not say what it serves",
                metadata: ["backend": "\(backend.id)", "url": "\(backend.url)", "reason": "\(error)"])
            members[backend.id]?.discoveryFailed(error, at: .now)
        }
        settle()
        serveWaiting()
    }

    /// The backends whose metrics tell their load, each with its kind.
    func loadTargets() -> [(backend: Backend, kind: Backend.Kind)] {
        members.values.filter { $0.backend.state == .active && $0.kind.loadGauges != nil }
            .map { ($0.backend, $0.kind) }
    }

    func record(_ reading: LoadReading, of backend: Backend) {
        members[backend.id]?.observe(reading, at: .now)
    }

    /// What a backend listed when it was last asked.
    package func listing(of id: BackendID) -> ModelListing? { members[id]?.listing }

    /// Whether a failure at the backend would be the task's own.
    func isAlive(_ backend: Backend) -> Bool {
        members[backend.id]?.traffic.isAlive(at: .now) ?? false
    }

    func replied(_ backend: Backend, to image: SHA256Digest, byReference: Bool) {
        members[backend.id]?.replied(to: image, byReference: byReference)
    }

    func missed(_ backend: Backend, _ image: SHA256Digest) { members[backend.id]?.missed(image) }
}
