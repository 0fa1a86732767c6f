import Archives
import Contracts
import Digests

/// What a training made, ready to be kept.
struct TrainingResults: Sendable {
    /// The adapter's name: the suffix and the first 12 digits of its digest (BACKENDS §7).
    let name: String
    /// The bytes of its file; the same training gives the same.
    let adapter: [UInt8]
    let digest: SHA256Digest
    /// What it logged, one line each.
    let metrics: [UInt8]
    let tokens: Int

    init(adapter: SceneAdapter, suffix: String, metrics: [UInt8], tokens: Int) throws {
        self.adapter = try adapter.jsonBytes() + [UInt8(ascii: "\n")]
        self.metrics = metrics
        self.tokens = tokens
        digest = SHA256Digest(of: self.adapter)
        name = "\(suffix)-\(digest.hex.prefix(12))"
    }

    /// A tar with the adapter's file at the top level, and nothing else.
    var archive: [UInt8] {
        let size = Int64(adapter.count)
        let header = TarHeader(path: SceneAdapter.fileName, kind: .file(size: size), modified: 0)
        let padding = [UInt8](repeating: 0, count: TarHeader.padding(size))
        return header.bytes + adapter + padding + TarHeader.end
    }
}
