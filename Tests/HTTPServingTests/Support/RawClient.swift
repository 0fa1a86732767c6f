import Glibc

@testable import EventLoop

/// A client that sends exactly what it is told and shows exactly what comes back.
actor RawClient: LoopActor {
    struct TimedOut: Error {}

    nonisolated let loop: ReadinessLoop
    private var socket: Descriptor?
    private var watch: Watch?
    private var timer: LoopTimer?
    private var received: [UInt8] = []
    private var hasEnded = false
    private var isReading = true
    private var waiter: CheckedContinuation<Void, any Error>?

    init(to address: SocketAddress, loop: ReadinessLoop) async throws {
        self.loop = loop
        let number = Glibc.socket(address.family, Int32(SOCK_STREAM.rawValue), 0)
        let socket = Descriptor(owning: number)
        _ = try address.withSockaddr { pointer, length throws(SystemCallError) in
            try systemCall("connect") { connect(number, pointer, length) }
        }
        _ = fcntl(number, F_SETFL, O_NONBLOCK)
        self.socket = consume socket
        try start()
    }

    private func start() throws {
        watch = try socket?.watched(by: loop) { self.handle($0) }
        timer = loop.schedule(after: .seconds(10)) { self.wake(throwing: TimedOut()) }
        timer?.cancel()
    }

    /// Sends bytes in as many writes as it takes.
    func send(_ bytes: [UInt8]) async throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            if let count = try socket?.write(rest.span.bytes) {
                rest = rest.dropFirst(count)
            } else {
                try watch?.update(interest.union(.write))
                try await wait()
            }
        }
    }

    func send(_ text: String) async throws { try await send(Array(text.utf8)) }

    /// Lets what the server sends wait in the system's buffers, or not.
    func setReading(_ isReading: Bool) throws {
        self.isReading = isReading
        try watch?.update(interest)
    }

    /// Takes the next bytes up to and with a mark.
    func read(through mark: String) async throws -> String {
        let mark = Array(mark.utf8)
        while true {
            if let range = received.firstRange(of: mark) {
                defer { received.removeSubrange(..<range.upperBound) }
                return String(decoding: received[..<range.upperBound], as: UTF8.self)
            }
            if hasEnded { throw EndOfStream(rest: String(decoding: received, as: UTF8.self)) }
            try await wait()
        }
    }

    func read(count: Int) async throws -> [UInt8] {
        while received.count < count {
            if hasEnded { throw EndOfStream(rest: String(decoding: received, as: UTF8.self)) }
            try await wait()
        }
        defer { received.removeFirst(count) }
        return Array(received[..<count])
    }

    /// Everything until the server closes.
    func readToEnd() async throws -> String {
        while !hasEnded { try await wait() }
        defer { received = [] }
        return String(decoding: received, as: UTF8.self)
    }

    /// Ends our side and goes on reading.
    func finishSending() throws { try socket?.shutdownWriting() }

    /// Goes away; with a reset instead of an orderly end if so told.
    func close(withReset: Bool = false) {
        if withReset { socket?.discardOnClose() }
        watch?.cancel()
        timer?.cancel()
        if let socket = socket.take() { loop.close(socket) }
    }

    struct EndOfStream: Error { let rest: String }

    private var interest: Interest { isReading && !hasEnded ? .read : [] }

    private func wait() async throws {
        timer?.refresh(after: .seconds(10))
        try await withCheckedThrowingContinuation { waiter = $0 }
    }

    private func handle(_ readiness: Readiness) {
        if isReading, !hasEnded { receive() }
        try? watch?.update(interest)  // fails only when the loop stops
        if hasEnded { watch?.cancel() }
        wake()
    }

    private func receive() {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        let number = buffer.count
        var span = buffer.mutableSpan
        var raw = span.mutableBytes
        switch try? socket?.read(into: &raw) {
        case .bytes(let count): received += buffer[..<min(count, number)]
        case .endOfStream, nil: hasEnded = true
        case .wouldBlock: break
        }
    }

    private func wake(throwing error: (any Error)? = nil) {
        timer?.cancel()
        guard let waiter = waiter.take() else { return }
        if let error { waiter.resume(throwing: error) } else { waiter.resume() }
    }
}

extension Descriptor {
    fileprivate borrowing func watched(
        by loop: ReadinessLoop, handler: @escaping (Readiness) -> Void
    ) throws(SystemCallError) -> Watch {
        try loop.watch(self, .read, handler: handler)
    }

    /// Makes `close` send a reset (SO_LINGER of zero).
    fileprivate borrowing func discardOnClose() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(rawValue, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }
}
