import Foundation

/// The attackers' side of `http-hostile`: clients that send a head byte by byte, and clients that read so.
///
/// Whoever is hung up on comes again, until the standard input ends; then they hold what they have.
struct HostileCrowd {
    private let port: UInt16
    private var heads: [Int32]
    private var readers: [Int32]
    private var isOver = false

    init(port: UInt16, heads: Int, readers: Int) {
        self.port = port
        self.heads = Array(repeating: -1, count: heads)
        self.readers = Array(repeating: -1, count: readers)
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }

    /// One step of everybody a second, until it is ended.
    mutating func run() {
        signal(SIGPIPE, SIG_IGN)
        for second in 0... {
            for index in heads.indices { drip(&heads[index]) }
            for index in readers.indices { sip(&readers[index], comesAgain: second % 20 == index % 20) }
            var end = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
            let isQuiet = poll(&end, isOver ? 0 : 1, 1_000) == 0
            if !isQuiet { isOver = true }
        }
    }

    private func drip(_ socket: inout Int32) {
        if socket < 0 {
            if !isOver { socket = connected("GET /hello HTTP/1.1\r\nHost: a\r\nX: ", window: 0) }
        } else {
            var byte: UInt8 = 0
            let isRefused = recv(socket, &byte, 1, Int32(MSG_DONTWAIT)) >= 0
            if isRefused || send(socket, "x", 1, Int32(MSG_NOSIGNAL)) < 0 { hangUp(&socket) }
        }
    }

    /// Half a KiB in 30 s, of a reply that is far larger than what the system keeps for both sides.
    private func sip(_ socket: inout Int32, comesAgain: Bool) {
        if comesAgain, !isOver, socket >= 0 { hangUp(&socket) }
        if socket < 0 {
            if !isOver { socket = connected("GET /big HTTP/1.1\r\nHost: a\r\n\r\n", window: 4_096) }
        } else {
            var bytes: (UInt64, UInt64) = (0, 0)
            _ = recv(socket, &bytes, 16, Int32(MSG_DONTWAIT))
        }
    }

    private func hangUp(_ socket: inout Int32) {
        close(socket)
        socket = -1
    }

    /// A connection that has sent something; -1 if there is none to be had now.
    private func connected(_ text: String, window: Int32) -> Int32 {
        let number = BenchmarkSocket.connect(to: port, window: window)
        if number >= 0 { send(number, text, text.utf8.count, Int32(MSG_NOSIGNAL)) }
        return number
    }
}
