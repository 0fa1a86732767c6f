import DequeModule
import Digests
import Foundation
import Images
import Synchronization

/// What was seen in each picture, by the sha256 of its bytes: looked at once.
final class PictureCache: Sendable {
    private struct State {
        var percepts: [SHA256Digest: Percept] = [:]
        var order: Deque<SHA256Digest> = []
        var hits = 0
        var misses = 0
    }

    private let bound: Int
    private let state = Mutex(State())

    /// Keeps the last `bound` pictures.
    init(bound: Int = 8_192) { self.bound = bound }

    var counts: (hits: Int, misses: Int) { state.withLock { ($0.hits, $0.misses) } }

    /// What is seen at a data URL, and its digest; other URLs are refused.
    func look(at url: String) throws(OpenAIError) -> (percept: Percept, digest: SHA256Digest) {
        guard url.hasPrefix("data:"), let comma = url.utf8.firstIndex(of: UInt8(ascii: ",")),
            let bytes = Foundation.Data(base64Encoded: String(url[url.index(after: comma)...]))
        else { throw .badRequest("Only base64 data URLs are taken as images.") }
        let digest = SHA256Digest(of: bytes)
        if let percept = known(digest) { return (percept, digest) }
        let percept = try Self.see([UInt8](bytes))
        keep(percept, of: digest)
        return (percept, digest)
    }

    private static func see(_ bytes: [UInt8]) throws(OpenAIError) -> Percept {
        do {
            return Percept(seeing: try PixelImage(decoding: bytes))
        } catch {
            throw .badRequest("Failed to load image: \(error)")
        }
    }

    private func known(_ digest: SHA256Digest) -> Percept? {
        state.withLock { state in
            let percept = state.percepts[digest]
            if percept == nil { state.misses += 1 } else { state.hits += 1 }
            return percept
        }
    }

    private func keep(_ percept: Percept, of digest: SHA256Digest) {
        state.withLock { state in
            guard state.percepts.updateValue(percept, forKey: digest) == nil else { return }
            state.order.append(digest)
            if state.order.count > bound, let oldest = state.order.popFirst() {
                state.percepts[oldest] = nil
            }
        }
    }
}
