import CCurl
import EventLoop

/// The C functions libcurl calls, always within a call of ours and so on the loop.
enum CurlCallbacks {
    static let header: curl_write_callback = { bytes, size, count, context in
        guard let context else { return 0 }
        let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
        return borrow(bytes, size * count) { transfer.receive(line: $0) } ? size * count : 0
    }

    static let write: curl_write_callback = { bytes, size, count, context in
        guard let context else { return 0 }
        let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
        return switch borrow(bytes, size * count, { transfer.receive($0) }) {
        case .taken: size * count
        case .paused: ccurl_write_pause()
        case .refused: 0
        }
    }

    static let read: curl_read_callback = { buffer, size, count, context in
        guard let context, let buffer else { return ccurl_read_abort() }
        let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
        let room = UnsafeMutableRawBufferPointer(start: buffer, count: size * count)
        return transfer.send(into: room) ?? ccurl_read_abort()
    }

    /// Opens a socket to a public address; refuses any other.
    static let open: curl_opensocket_callback = { context, _, address in
        guard let context, let address else { return CURL_SOCKET_BAD }
        let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
        return transfer.allows(address)
            ? ccurl_open_socket(nil, CURLSOCKTYPE_IPCXN, address) : CURL_SOCKET_BAD
    }

    /// Never -1, which would end every call of the client (HTTP C7).
    static let socket: curl_socket_callback = { _, socket, what, context, _ in
        multi(context)?.assumeIsolated { $0.watch(socket, what) }
        return 0
    }

    static let timer: curl_multi_timer_callback = { _, milliseconds, context in
        multi(context)?.assumeIsolated { $0.setTimer(milliseconds) }
        return 0
    }

    static let close: curl_closesocket_callback = { context, socket in
        multi(context)?.assumeIsolated { $0.close(socket) }
        return 0
    }

    private static func multi(_ context: UnsafeMutableRawPointer?) -> CurlMulti? {
        context.map { Unmanaged<CurlMulti>.fromOpaque($0).takeUnretainedValue() }
    }

    private static func borrow<Value>(
        _ bytes: UnsafeMutablePointer<CChar>?, _ count: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Value
    ) -> Value {
        let raw = UnsafeRawBufferPointer(start: bytes, count: count)
        return raw.withMemoryRebound(to: UInt8.self, body)
    }
}
