import Digests

/// The two halves an export may have.
enum ExportSplit: String, Sendable, Hashable, CaseIterable {
    case train
    case validation

    /// Where a sample goes: by the hash of its name, so it stays there in every export.
    init(ofSample name: String, holdout: Double) {
        let bits = SHA256Digest(of: Array(name.utf8)).bytes.prefix(8).reduce(UInt64(0)) {
            $0 << 8 | UInt64($1)
        }
        self = Double(bits) < holdout * 0x1p64 ? .validation : .train
    }
}
