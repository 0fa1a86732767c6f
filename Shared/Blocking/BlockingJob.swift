/// One call that waits for a thread; exactly one of its two ends is reached.
struct BlockingJob: Sendable {
    typealias Delivery = () -> Void

    let number: UInt64
    /// Does the work; what it returns hands the product to the caller.
    let work: @Sendable () -> Delivery
    let refuse: @Sendable (any Error) -> Void
}
