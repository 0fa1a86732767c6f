import COpenSSL
import Foundation
import Synchronization

/// How a raw client's bytes travel: as they are, or encrypted.
protocol RawChannel: Sendable {
    /// Sends some; how many, or -1 with `errno`.
    func send(_ bytes: UnsafeRawBufferPointer) -> Int
    /// Receives some; 0 at the end, or -1 with `errno`.
    func receive(_ buffer: UnsafeMutableRawBufferPointer) -> Int
    /// Ends our side.
    func finish()
}

/// Bytes as they are.
struct PlainChannel: RawChannel {
    let socket: Int32

    func send(_ bytes: UnsafeRawBufferPointer) -> Int {
        Glibc.send(socket, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
    }

    func receive(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        recv(socket, buffer.baseAddress, buffer.count, 0)
    }

    func finish() { shutdown(socket, Int32(SHUT_WR)) }
}

/// TLS by OpenSSL, which refuses any certificate but those of `authorities`.
///
/// Two threads may use it side by side: the socket does not block, so neither holds the other up.
final class EncryptedChannel: RawChannel {
    struct Refused: Error {
        let reason: String
    }

    private let socket: Int32
    private let session: Mutex<UInt>
    /// What was negotiated, such as `TLSv1.3`.
    let version: String

    /// Shakes hands as a client of `localhost`; `settings` may change OpenSSL's context first.
    init(
        over socket: Int32, trusting authorities: String, settings: (OpaquePointer) -> Void = { _ in }
    ) throws {
        self.socket = socket
        let context = SSL_CTX_new(TLS_client_method())
        defer { SSL_CTX_free(context) }
        SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nil)
        guard let context, SSL_CTX_load_verify_file(context, authorities) == 1,
            let session = SSL_new(
                {
                    settings($0); return $0
                }(context))
        else { throw Self.refusal() }
        SSL_set1_host(session, "localhost")
        SSL_set_fd(session, socket)
        self.session = Mutex(UInt(bitPattern: session))
        ERR_clear_error()
        // It still blocks: the handshake ends, or the server goes away.
        guard SSL_connect(session) == 1 else {
            let refusal = Self.refusal()
            SSL_free(session)
            throw refusal
        }
        version = String(cString: SSL_get_version(session))
        _ = fcntl(socket, F_SETFL, fcntl(socket, F_GETFL) | O_NONBLOCK)
    }

    deinit { session.withLock { SSL_free(OpaquePointer(bitPattern: $0)) } }

    func send(_ bytes: UnsafeRawBufferPointer) -> Int {
        var count = 0
        return turn { SSL_write_ex($0, bytes.baseAddress, bytes.count, &count) == 1 } ? count : -1
    }

    func receive(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        var count = 0
        if turn({ SSL_read_ex($0, buffer.baseAddress, buffer.count, &count) == 1 }) { return count }
        return errno == 0 ? 0 : -1
    }

    func finish() {
        session.withLock { _ = SSL_shutdown(OpaquePointer(bitPattern: $0)) }
        shutdown(socket, Int32(SHUT_WR))
    }

    /// Calls until it succeeds; false with 0 in `errno` at an orderly end.
    private func turn(_ call: (OpaquePointer) -> Bool) -> Bool {
        while true {
            let outcome = session.withLock { number -> Int32 in
                guard let session = OpaquePointer(bitPattern: number) else { return SSL_ERROR_SSL }
                ERR_clear_error()
                errno = 0
                return call(session) ? SSL_ERROR_NONE : SSL_get_error(session, 0)
            }
            switch outcome {
            case SSL_ERROR_NONE: return true
            case SSL_ERROR_ZERO_RETURN:
                errno = 0
                return false
            case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE:
                let wanted = outcome == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT
                var state = pollfd(fd: socket, events: Int16(wanted), revents: 0)
                guard poll(&state, 1, 60_000) > 0 else {
                    errno = EAGAIN
                    return false
                }
            default:
                if errno == 0 { errno = EPROTO }
                return false
            }
        }
    }

    private static func refusal() -> Refused {
        Refused(reason: ERR_reason_error_string(ERR_peek_last_error()).map { String(cString: $0) } ?? "")
    }
}
