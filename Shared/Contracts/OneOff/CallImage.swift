package import Digests

/// The image of a one-off call: sent along, or one that is stored already.
package enum CallImage: Sendable, Hashable {
    /// `{"data": "<base64>"}`, also as a data URL.
    case data([UInt8])
    /// `{"sha256": "…"}`
    case stored(SHA256Digest)
}
