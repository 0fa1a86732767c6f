import Digests
import Synchronization

/// Blobs that are being looked for: who asks for one meanwhile waits for the first to find it.
final class BlobSearches: Sendable {
    private typealias Waiter = CheckedContinuation<Result<[UInt8], BlobError>?, Never>

    private struct State {
        var waiting: [SHA256Digest: [Int: Waiter]] = [:]
        var tickets = 0
    }
    private let state = Mutex(State())

    /// True for the first, who must look for the blob and then call `end`.
    func begin(_ digest: SHA256Digest) -> Bool {
        state.withLock { state in
            guard state.waiting[digest] == nil else { return false }
            state.waiting[digest] = [:]
            return true
        }
    }

    /// How many wait for a blob.
    func waiting(for digest: SHA256Digest) -> Int { state.withLock { $0.waiting[digest]?.count ?? 0 } }

    func end(_ digest: SHA256Digest, with result: Result<[UInt8], BlobError>) {
        let waiting = state.withLock { $0.waiting.removeValue(forKey: digest) } ?? [:]
        // That the first gave up is no reason for the others.
        let shared = result == .failure(.cancelled) ? nil : result
        for waiter in waiting.values { waiter.resume(returning: shared) }
    }

    /// What the first one found; nil if he was cancelled, or who asks is.
    func result(of digest: SHA256Digest) async -> Result<[UInt8], BlobError>? {
        let ticket = state.withLock { state in
            state.tickets += 1
            return state.tickets
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isWaiting = state.withLock { state in
                    guard !Task.isCancelled, state.waiting[digest] != nil else { return false }
                    state.waiting[digest]?[ticket] = continuation
                    return true
                }
                if !isWaiting { continuation.resume(returning: nil) }
            }
        } onCancel: {
            state.withLock { $0.waiting[digest]?.removeValue(forKey: ticket) }?.resume(returning: nil)
        }
    }
}
