import Digests
import Records
import Synchronization

/// The images that were taken in last, by the digest of the bytes they came as.
///
/// Samples often share an image, line after line, and it is decoded once.
final class RecentImages: Sendable {
    private struct State {
        var records: [SHA256Digest: ImageRecord] = [:]
        /// From the first that came to the last.
        var order: [SHA256Digest] = []
    }
    private let state = Mutex(State())
    private let most: Int

    init(most: Int = 256) { self.most = most }

    func record(of source: SHA256Digest) -> ImageRecord? { state.withLock { $0.records[source] } }

    func add(_ record: ImageRecord, of source: SHA256Digest) {
        state.withLock { state in
            guard state.records.updateValue(record, forKey: source) == nil else { return }
            state.order.append(source)
            if state.order.count > most { state.records[state.order.removeFirst()] = nil }
        }
    }
}
