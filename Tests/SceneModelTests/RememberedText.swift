import Synchronization

/// A text that one server's test hands on to the next one's.
final class RememberedText: Sendable {
    private let kept = Mutex("")

    var text: String {
        get { kept.withLock { $0 } }
        set { kept.withLock { $0 = newValue } }
    }
}
