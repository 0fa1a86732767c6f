import DequeModule
import Digests

/// Which images a vLLM has and may be asked for by uuid alone (BACKENDS §1).
struct ImageReferences: Sendable {
    private var known: Set<SHA256Digest> = []
    private var order: Deque<SHA256Digest> = []
    private var missesRunning = 0

    private static let bound = 1024
    /// A server whose cache is off misses always: then references only cost a round trip.
    private static let mostMisses = 8

    /// Whether the backend has replied to the image and probably keeps it.
    func contains(_ image: SHA256Digest) -> Bool {
        missesRunning < Self.mostMisses && known.contains(image)
    }

    mutating func replied(to image: SHA256Digest, byReference: Bool) {
        if byReference { missesRunning = 0 }
        guard known.insert(image).inserted else { return }
        order.append(image)
        if order.count > Self.bound, let oldest = order.popFirst() { known.remove(oldest) }
    }

    mutating func missed(_ image: SHA256Digest) {
        missesRunning += 1
        guard known.remove(image) != nil else { return }
        order.removeAll { $0 == image }
    }
}
