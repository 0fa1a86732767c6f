import Synchronization

/// A number that several child tasks count on.
final class SharedNumber: Sendable {
    private let number = Atomic(0)

    var value: Int { number.load(ordering: .relaxed) }

    func add(_ amount: Int = 1) { number.add(amount, ordering: .relaxed) }
}
