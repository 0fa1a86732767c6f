import Digests
import Foundation

/// In which order an image prefers the backends, the same in all services.
///
/// Weighted rendezvous hashing: a backend that comes or goes moves only its own
/// share of the images (Thaler and Ravishankar 1998; weights by −w / ln h).
enum RendezvousOrder {
    /// The candidates, the most preferred first.
    static func order(_ candidates: [RoutingCandidate], for image: SHA256Digest) -> [RoutingCandidate] {
        let scored = candidates.map { ($0, score(of: $0, for: image)) }
        return scored.sorted { $0.1 == $1.1 ? $0.0.id.precedes($1.0.id) : $0.1 > $1.1 }.map(\.0)
    }

    private static func score(of candidate: RoutingCandidate, for image: SHA256Digest) -> Double {
        let digest = SHA256Digest(of: image.bytes + candidate.id.bytes)
        let bits = digest.bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        // Strictly between 0 and 1, so that the logarithm is finite and below 0.
        let fraction = (Double(bits >> 11) + 0.5) / Double(UInt64(1) << 53)
        return -Double(candidate.weight) / log(fraction)
    }
}
