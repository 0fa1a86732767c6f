import Glibc

/// An open file descriptor with one owner, closed when that owner is done.
package struct Descriptor: ~Copyable, Sendable {
    package let rawValue: Int32

    /// Takes over a descriptor that nothing else closes.
    package init(owning rawValue: Int32) { self.rawValue = rawValue }

    /// Gives up ownership: whoever receives the number closes it.
    package consuming func release() -> Int32 {
        let number = rawValue
        discard self
        return number
    }

    // Not retried on EINTR: Linux has closed the number by then, and another thread may own it.
    deinit { close(rawValue) }
}
