@testable import EventLoop
import Foundation
import Synchronization

/// A client that sends exactly what it is told and shows exactly what comes back.
///
/// Each call blocks a thread of its own, never one of Swift's pool, so a test waits
/// for nothing but its own server. Sending and reading may go on side by side.
final class RawClient: Sendable {
    struct Failed: Error {
        let function: String
        let code: Int32
    }

    struct EndOfStream: Error {
        let rest: String
        /// Whether it was a reset, which may have eaten a part of what was sent.
        let isReset: Bool
    }

    private let descriptor: Mutex<Int32>
    private let channel: any RawChannel
    /// What came and was not taken yet.
    private let received = Mutex<[UInt8]>([])

    /// `wrap` makes what the bytes travel by out of the connected socket.
    init(
        to address: SocketAddress,
        by wrap: @escaping @Sendable (Int32) throws -> any RawChannel = PlainChannel.init(socket:)
    ) async throws {
        let (number, channel) = try await Self.onThread {
            // Not for the PostgreSQL that another suite starts: held open there, it never ends.
            let number = socket(address.family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
            let result = try address.withSockaddr { connect(number, $0, $1) }
            guard result == 0 else { throw Self.failure("connect", closing: number) }
            // A test that waits that long has failed; it must not wait forever.
            var limit = timeval(tv_sec: 60, tv_usec: 0)
            for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
                setsockopt(number, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
            }
            do { return (number, try wrap(number)) } catch {
                Glibc.close(number)
                throw error
            }
        }
        descriptor = Mutex(number)
        self.channel = channel
    }

    deinit { close() }

    /// Sends everything; fails when the server has gone.
    func send(_ bytes: [UInt8]) async throws {
        try await Self.onThread {
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { self.channel.send($0) }
                guard count > 0 else { throw Failed(function: "send", code: errno) }
                rest = rest.dropFirst(count)
            }
        }
    }

    func send(_ text: String) async throws { try await send(Array(text.utf8)) }

    /// Takes the next bytes up to and with a mark.
    func read(through mark: String) async throws -> String {
        let mark = Array(mark.utf8)
        let bytes = try await take { $0.firstRange(of: mark)?.upperBound }
        return String(decoding: bytes, as: UTF8.self)
    }

    func read(count: Int) async throws -> [UInt8] {
        try await take { $0.count < count ? nil : count }
    }

    /// Everything until the server closes.
    func readToEnd() async throws -> String {
        do {
            _ = try await take { _ in nil }
            return ""
        } catch let end as EndOfStream {
            received.withLock { $0 = [] }
            return end.rest
        }
    }

    /// Everything until the server ends its side in order; a reset throws.
    func readToOrderlyEnd() async throws -> String {
        do {
            _ = try await take { _ in nil }
            return ""
        } catch let end as EndOfStream where !end.isReset {
            received.withLock { $0 = [] }
            return end.rest
        }
    }

    /// Ends our side; the server's can still be read.
    func finishSending() { channel.finish() }

    /// Goes away; with a reset instead of an orderly end if so told.
    func close(withReset: Bool = false) {
        let number = descriptor.withLock { number in
            defer { number = -1 }
            return number
        }
        if number < 0 { return }
        if withReset {
            var option = linger(l_onoff: 1, l_linger: 0)
            setsockopt(number, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        }
        Glibc.close(number)
    }
}

// MARK: Reading

extension RawClient {
    /// Reads until `isEnough` tells how much to take.
    private func take(_ isEnough: @escaping @Sendable ([UInt8]) -> Int?) async throws -> [UInt8] {
        try await Self.onThread {
            var buffer = [UInt8](repeating: 0, count: 64 << 10)
            while true {
                if let taken = self.takeReceived(isEnough) { return taken }
                let count = buffer.withUnsafeMutableBytes { self.channel.receive($0) }
                if count < 0, errno == EAGAIN { throw Failed(function: "recv", code: EAGAIN) }
                // A reset ends a stream as well.
                guard count > 0 else { throw EndOfStream(rest: self.receivedText, isReset: count < 0) }
                self.received.withLock { $0 += buffer[..<count] }
            }
        }
    }

    private func takeReceived(_ isEnough: ([UInt8]) -> Int?) -> [UInt8]? {
        received.withLock { received in
            guard let count = isEnough(received) else { return nil }
            defer { received.removeFirst(count) }
            return Array(received[..<count])
        }
    }

    private var receivedText: String { received.withLock { String(decoding: $0, as: UTF8.self) } }

    private static func failure(_ function: String, closing number: Int32) -> Failed {
        let code = errno
        Glibc.close(number)
        return Failed(function: function, code: code)
    }

    private static func onThread<Value: Sendable>(
        _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
        }
    }
}
