/// One action at a time to come; used on its loop only.
///
/// It fires once, up to 16 ms late and never early. The loop keeps it alive
/// while it is set; its owner may set it again at any time.
package final class LoopTimer {
    /// Names the current setting; nil when fired or cancelled.
    var token: Token?
    let action: () -> Void
    private unowned let core: LoopCore

    init(core: LoopCore, action: @escaping () -> Void) {
        self.core = core
        self.action = action
    }

    /// Whether it is going to fire.
    package var isSet: Bool { token != nil }

    /// Sets it anew, counted from now; putting a deadline off costs no system call.
    package func refresh(after duration: Duration) { core.set(self, after: duration) }

    /// Takes it back; `refresh` sets it again.
    package func cancel() { core.unset(self) }
}
