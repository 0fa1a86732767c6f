import CCurl
import EventLoop

/// One call under way; belongs to its client's loop.
///
/// libcurl's callbacks write into it, the client's actor reads from it and waits
/// for a milestone. It outlives the call until its reader has read everything.
final class CurlTransfer {
    /// What a reader can wait for; the end of the call is every milestone.
    enum Milestone {
        case head
        case bytes
        case end
    }

    let id: UInt
    let request: CurlRequest
    /// Set while libcurl works on the call.
    var handle: CurlHandle?
    var firstByteTimer: LoopTimer?
    private var collector: HeadCollector
    private(set) var body: [UInt8] = []
    private var received = 0
    private let highMark: Int
    private(set) var isPaused = false
    /// Why a callback stopped the call; libcurl knows only that it did.
    private var objection: CurlError?
    private(set) var outcome: Result<Void, CurlError>?
    private var waiter: (milestone: Milestone, continuation: CheckedContinuation<Void, Never>)?
    var fields: UnsafeMutablePointer<curl_slist>?
    let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

    /// `highMark` bounds what waits for the reader; a collected reply has the request's bound alone.
    init(id: UInt, request: CurlRequest, handle: CurlHandle, maxHeaderBytes: Int, highMark: Int) {
        self.id = id
        self.request = request
        self.handle = handle
        self.highMark = highMark
        collector = HeadCollector(limit: maxHeaderBytes)
        errorText.pointee = 0
    }

    deinit {
        curl_slist_free_all(fields)
        errorText.deallocate()
    }

    var head: CurlReplyHead? { collector.head }

    /// How far the call has come, for its errors.
    var phase: CurlError.Phase {
        if hasFirstByte { return .receiving }
        guard let handle, ccurl_info_size(handle.pointer, CURLINFO_PRETRANSFER_TIME_T) > 0 else {
            return .connecting
        }
        return .waiting
    }

    private var hasFirstByte = false
    /// How many bytes of the request's file were sent.
    private var sent = 0
}

// MARK: What libcurl says

extension CurlTransfer {
    /// Takes one line of the head; false stops the call.
    func receive(line: UnsafeBufferPointer<UInt8>) -> Bool {
        hasFirstByte = true
        firstByteTimer?.cancel()
        if collector.add(line) == .tooLarge {
            objection = .replyTooLarge(limit: collector.limit)
            return false
        }
        wake()
        return true
    }

    enum Reception {
        case taken
        case paused
        case refused
    }

    /// Takes a piece of the body. A paused call brings the same piece again (HTTP C6).
    func receive(_ bytes: UnsafeBufferPointer<UInt8>) -> Reception {
        guard received + bytes.count <= request.maxReplyBytes else {
            objection = .replyTooLarge(limit: request.maxReplyBytes)
            return .refused
        }
        guard body.isEmpty || body.count + bytes.count <= highMark else {
            isPaused = true
            return .paused
        }
        received += bytes.count
        body.append(contentsOf: bytes)
        wake()
        return .taken
    }

    /// Whether the call may connect to an address.
    func allows(_ address: UnsafeMutablePointer<curl_sockaddr>) -> Bool {
        let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr) ?? 0
        let socketAddress = UnsafeRawPointer(address).advanced(by: offset)
            .assumingMemoryBound(to: sockaddr.self)
        if PublicAddress.holds(socketAddress) { return true }
        objection = .addressNotPublic
        return false
    }

    /// Gives the next bytes of the request's file; 0 at its end, nil where it can't be read.
    func send(into room: UnsafeMutableRawBufferPointer) -> Int? {
        guard let count = request.file?.read(into: room, from: sent) else {
            objection = .other(
                function: "pread", code: 0, text: "the file to send can't be read, or is shorter")
            return nil
        }
        sent += count
        return count
    }

    /// Ends the call with libcurl's result.
    func end(_ code: CURLcode) {
        guard code != CURLE_OK else {
            // libcurl is content with a head that breaks off.
            return end(head == nil ? .failure(.connectionLost(afterFirstByte: true)) : .success(()))
        }
        let text = errorText.pointee == 0 ? curl_easy_strerror(code) : UnsafePointer(errorText)
        let error = CurlError(
            code, text: text.map { String(cString: $0) } ?? "", phase: phase, limit: request.maxReplyBytes)
        end(.failure(objection ?? error))
    }

    /// Ends the call; the first end counts.
    func end(_ result: Result<Void, CurlError>) {
        firstByteTimer?.cancel()
        firstByteTimer = nil
        if outcome == nil { outcome = result }
        wake()
    }
}

// MARK: What the reader does

extension CurlTransfer {
    func hasReached(_ milestone: Milestone) -> Bool {
        if outcome != nil { return true }
        return switch milestone {
        case .head: head != nil
        case .bytes: !body.isEmpty
        case .end: false
        }
    }

    /// Resumes the continuation at the milestone; one reader at a time.
    func resume(_ continuation: CheckedContinuation<Void, Never>, at milestone: Milestone) {
        precondition(waiter == nil, "a reply has one reader at a time")
        waiter = (milestone, continuation)
        wake()
    }

    /// Takes what has come so far.
    func takeBody() -> [UInt8] {
        defer { body = [] }
        return body
    }

    /// Marks the call as no longer paused.
    func unpause() { isPaused = false }

    private func wake() {
        guard let waiter, hasReached(waiter.milestone) else { return }
        self.waiter = nil
        waiter.continuation.resume()
    }
}
