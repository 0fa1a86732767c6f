import COpenSSL
package import EventLoop
import Glibc

/// The encryption of one connection, over a socket that does not block.
///
/// It belongs to the loop of its connection. The handshake is done by the first reads and writes.
package final class TLSSession {
    private let pointer: OpaquePointer
    // Keeps what the session points into while it lives, also after a reload.
    private let context: TLSContext
    /// A read waits until the socket takes bytes; a write until bytes come.
    package private(set) var readNeedsWriting = false
    package private(set) var writeNeedsReading = false
    /// Bytes or an end wait here, of which the socket will not tell.
    package private(set) var hasMore = false

    /// Takes the server's side on a socket, which must outlive the session. Fails without memory.
    package init(_ context: TLSContext, over descriptor: borrowing Descriptor) throws(TLSFailure) {
        guard let pointer = SSL_new(context.pointer) else { throw .broken("out of memory") }
        self.context = context
        self.pointer = pointer
        guard SSL_set_fd(pointer, descriptor.rawValue) == 1 else { throw .broken("out of memory") }
        SSL_set_accept_state(pointer)
    }

    deinit { SSL_free(pointer) }

    /// Reads until nothing is left or the buffer is full.
    package func read(
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(TLSFailure) -> Descriptor.ReadOutcome {
        var total = 0
        (readNeedsWriting, hasMore) = (false, false)
        while total < buffer.count {
            var count = 0
            // OpenSSL's errors are the thread's, and a loop has no thread of its own (HTTP L10).
            ERR_clear_error()
            if SSL_read_ex(pointer, buffer.baseAddress.map { $0 + total }, buffer.count - total, &count) == 1
            {
                total += count
                continue
            }
            switch try outcome(orBytes: total) {
            case .wouldBlock: return total > 0 ? .bytes(total) : .wouldBlock
            case let other:
                // What came before it is told first.
                hasMore = total > 0
                return total > 0 ? .bytes(total) : other
            }
        }
        hasMore = SSL_has_pending(pointer) == 1
        return .bytes(total)
    }

    /// Why a read gave nothing; an error is put off while there are bytes to tell of.
    private func outcome(orBytes total: Int) throws(TLSFailure) -> Descriptor.ReadOutcome {
        let code = errno
        switch SSL_get_error(pointer, 0) {
        case SSL_ERROR_WANT_READ: return .wouldBlock
        case SSL_ERROR_WANT_WRITE:
            readNeedsWriting = true
            return .wouldBlock
        case SSL_ERROR_ZERO_RETURN: return .endOfStream
        case let error:
            if total > 0 { return .endOfStream }
            throw failure(error, code)
        }
    }

    /// Writes one record at most; nil for nothing.
    package func write(_ bytes: RawSpan) throws(TLSFailure) -> Int? {
        writeNeedsReading = false
        ERR_clear_error()
        var count = 0
        let isWritten = bytes.withUnsafeBytes { SSL_write_ex(pointer, $0.baseAddress, $0.count, &count) == 1 }
        if isWritten { return count }
        let code = errno
        switch SSL_get_error(pointer, 0) {
        case SSL_ERROR_WANT_WRITE: return nil
        case SSL_ERROR_WANT_READ:
            writeNeedsReading = true
            return nil
        case let error: throw failure(error, code)
        }
    }

    /// Says that nothing more comes from our side (close_notify), as far as the socket takes it.
    package func end() {
        guard SSL_is_init_finished(pointer) == 1 else { return }
        ERR_clear_error()
        _ = SSL_shutdown(pointer)
        ERR_clear_error()
    }

    private func failure(_ error: Int32, _ code: Int32) -> TLSFailure {
        if error == SSL_ERROR_SYSCALL { return .system(SystemCallError(function: "tls", code: code)) }
        return copenssl_is_plain_http() == 1 ? .plainHTTP : .broken(String(cString: copenssl_reason()))
    }
}
