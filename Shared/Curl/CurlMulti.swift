import CCurl
import EventLoop

/// One multi handle and its calls, living on a loop (HTTP C1).
///
///     call ──▶ add ──▶ libcurl ──▶ watch / setTimer ──▶ loop ──▶ act ──▶ libcurl … ──▶ sweep ──▶ reply
///
/// libcurl says which sockets and which moment it waits for; the loop tells when
/// they come. Nothing is removed from libcurl within one of its callbacks.
actor CurlMulti: LoopActor {
    nonisolated let loop: ReadinessLoop
    let settings: CurlSettings
    var multi: UnsafeMutableRawPointer?
    var isShut = false
    var transfers: [UInt: CurlTransfer] = [:]
    var sockets: [Int32: Watch] = [:]
    var timer: LoopTimer?
    var isSweepDue = false
    /// Handles between two calls.
    var idle: [CurlHandle] = []

    init(loop: ReadinessLoop, settings: CurlSettings) {
        self.loop = loop
        self.settings = settings
    }

    /// Runs an action on the loop.
    nonisolated func post(_ action: @escaping @Sendable (isolated CurlMulti) -> Void) {
        loop.post { self.assumeIsolated(action) }
    }

    /// Runs an operation on a call; when the task is cancelled, so is the call.
    nonisolated func cutShort<Value: Sendable>(
        _ id: UInt, _ operation: () async -> Result<Value, CurlError>
    ) async throws(CurlError) -> Value {
        let result = await withTaskCancellationHandler {
            await operation()
        } onCancel: {
            post { $0.cancel(id) }
        }
        return try result.get()
    }
}

// MARK: Calls

extension CurlMulti {
    /// Makes a call and collects its reply.
    func send(_ request: CurlRequest, id: UInt) async -> Result<CurlReply, CurlError> {
        defer { transfers[id] = nil }
        return await start(request, id: id, highMark: nil, until: .end).map { transfer in
            CurlReply(head: transfer.head ?? CurlReplyHead(status: 0, fields: []), body: transfer.takeBody())
        }
    }

    /// Makes a call and waits for the head of its reply.
    func open(_ request: CurlRequest, id: UInt) async -> Result<CurlReplyHead, CurlError> {
        await start(request, id: id, highMark: settings.highMark, until: .head).map { transfer in
            transfer.head ?? CurlReplyHead(status: 0, fields: [])
        }
    }

    /// The next bytes of a streamed reply; nil at its end.
    func next(_ id: UInt) async -> Result<[UInt8]?, CurlError> {
        guard let transfer = transfers[id] else { return .success(nil) }
        if Task.isCancelled { cancel(id) }
        await wait(for: transfer, until: .bytes)
        let bytes = transfer.takeBody()
        if !bytes.isEmpty {
            resume(transfer)
            return .success(bytes)
        }
        return (transfer.outcome ?? .success(())).map { nil }
    }

    /// Ends a call before its time; its connection is closed (HTTP C5).
    func cancel(_ id: UInt) { end(id, .failure(.cancelled)) }

    /// Drops what is left of a call.
    func forget(_ id: UInt) {
        cancel(id)
        transfers[id] = nil
    }

    /// Ends all calls and closes all connections; later calls fail.
    func shutDown() {
        isShut = true
        transfers.keys.forEach(cancel)
        idle.forEach { curl_easy_cleanup($0.pointer) }
        idle = []
        curl_multi_cleanup(multi)
        multi = nil
        sockets.values.forEach { $0.cancel() }
        sockets = [:]
        timer?.cancel()
        timer = nil
    }

    private func start(
        _ request: CurlRequest, id: UInt, highMark: Int?, until milestone: CurlTransfer.Milestone
    ) async -> Result<CurlTransfer, CurlError> {
        do throws(CurlError) {
            let transfer = try add(request, id: id, highMark: highMark)
            await wait(for: transfer, until: milestone)
            // A stream whose head is there has a reader, who gets the error after the bytes.
            let hasReader = milestone == .head && transfer.head != nil
            if !hasReader, case .failure(let error) = transfer.outcome { throw error }
            return .success(transfer)
        } catch {
            return .failure(error)
        }
    }

    private func wait(for transfer: CurlTransfer, until milestone: CurlTransfer.Milestone) async {
        guard !transfer.hasReached(milestone) else { return }
        await withCheckedContinuation { transfer.resume($0, at: milestone) }
    }
}
