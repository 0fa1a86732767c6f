import Synchronization

/// Keeps what is written into a stream.
package final class CollectedBytes: Sendable {
    private let collected = Mutex<[UInt8]>([])

    package init() {}

    package var bytes: [UInt8] { collected.withLock { $0 } }

    package func add(_ bytes: ArraySlice<UInt8>) { collected.withLock { $0 += bytes } }
}
