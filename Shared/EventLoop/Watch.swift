/// The registration of one descriptor with its loop; used on that loop only.
///
/// Cancel it before the descriptor is closed. The loop keeps watch and handler
/// alive until then, so a handler may hold its owner.
package final class Watch {
    let descriptor: Int32
    var token: Token?
    private(set) var interest: Interest
    private(set) var handler: ((Readiness) -> Void)?
    private unowned let core: LoopCore

    init(core: LoopCore, descriptor: Int32, interest: Interest, handler: @escaping (Readiness) -> Void) {
        self.core = core
        self.descriptor = descriptor
        self.interest = interest
        self.handler = handler
    }

    /// Changes what is told; costs a system call if it differs.
    package func update(_ interest: Interest) throws(SystemCallError) {
        guard interest != self.interest, let token else { return }
        try core.modify(descriptor, interest, token)
        self.interest = interest
    }

    /// Ends the watch: its handler is not called again, not even in this batch.
    package func cancel() {
        guard let token = token.take() else { return }
        handler = nil
        core.remove(token, descriptor)
    }
}
