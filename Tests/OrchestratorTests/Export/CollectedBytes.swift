import Synchronization

/// Keeps what an export writes.
final class CollectedBytes: Sendable {
    private let collected = Mutex<[UInt8]>([])

    var bytes: [UInt8] { collected.withLock { $0 } }

    func add(_ bytes: ArraySlice<UInt8>) { collected.withLock { $0 += bytes } }
}
