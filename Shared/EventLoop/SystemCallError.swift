import Glibc

/// A system call that failed: which one, and its error number.
package struct SystemCallError: Error, Sendable, Equatable {
    package let function: String
    /// The `errno` it left.
    package let code: Int32

    package init(function: String, code: Int32) {
        self.function = function
        self.code = code
    }
}

extension SystemCallError: CustomStringConvertible {
    package var description: String { "\(function): \(String(cString: strerror(code))) (\(code))" }
}

/// Calls until no signal interrupts it; -1 becomes the error in `errno`.
func systemCall<Value: SignedInteger>(
    _ function: StaticString, _ call: () -> Value
) throws(SystemCallError) -> Value {
    while true {
        let value = call()
        if value != -1 { return value }
        let code = errno
        if code != EINTR { throw SystemCallError(function: "\(function)", code: code) }
    }
}

/// As `systemCall`, with nil where the descriptor is not ready.
func systemCallUnlessBlocked<Value: SignedInteger>(
    _ function: StaticString, _ call: () -> Value
) throws(SystemCallError) -> Value? {
    do {
        return try systemCall(function, call)
    } catch {
        if error.code == EAGAIN || error.code == EWOULDBLOCK { return nil }
        throw error
    }
}
