import CCurl
import EventLoop

// What passes between libcurl and the loop.
extension CurlMulti {
    /// Hands a call to libcurl.
    func add(_ request: CurlRequest, id: UInt, highMark: Int?) throws(CurlError) -> CurlTransfer {
        // A cancellation that came before the call was known found nothing to cancel.
        guard !Task.isCancelled, !isShut else { throw .cancelled }
        guard let multi = opened(), let handle = idle.popLast() ?? CurlHandle() else {
            throw .other(function: "curl_easy_init", code: 0, text: "out of memory")
        }
        let transfer = CurlTransfer(
            id: id, request: request, handle: handle, maxHeaderBytes: settings.maxHeaderBytes,
            highMark: highMark ?? .max)
        do throws(CurlError) {
            try transfer.configure(handle, settings, isStreamed: highMark != nil)
            ccurl_on_close(handle.pointer, CurlCallbacks.close, Unmanaged.passUnretained(self).toOpaque())
            try check(curl_multi_add_handle(multi, handle.pointer), "curl_multi_add_handle")
        } catch {
            recycle(handle)
            throw error
        }
        transfers[id] = transfer
        transfer.firstByteTimer = request.firstByte.map { limit in
            loop.schedule(after: limit) { self.firstByteIsLate(id) }
        }
        return transfer
    }

    /// Ends a call from our side, if it is under way.
    func end(_ id: UInt, _ result: Result<Void, CurlError>) {
        guard let transfer = transfers[id] else { return }
        transfer.end(result)
        release(transfer)
    }

    /// Lets libcurl go on with a call whose reader has caught up (HTTP C6).
    func resume(_ transfer: CurlTransfer) {
        guard transfer.isPaused, let handle = transfer.handle else { return }
        transfer.unpause()
        // May bring the refused piece again before it returns.
        curl_easy_pause(handle.pointer, CURLPAUSE_CONT)
        sweepLater()
    }

    private func firstByteIsLate(_ id: UInt) {
        guard let transfer = transfers[id] else { return }
        end(id, .failure(.timedOut(transfer.phase)))
    }

    private func release(_ transfer: CurlTransfer) {
        guard let handle = transfer.handle.take() else { return }
        curl_multi_remove_handle(multi, handle.pointer)
        recycle(handle)
    }

    private func recycle(_ handle: CurlHandle) {
        guard idle.count < Self.maxIdleHandles, !isShut else { return curl_easy_cleanup(handle.pointer) }
        curl_easy_reset(handle.pointer)
        idle.append(handle)
    }

    private func opened() -> UnsafeMutableRawPointer? {
        if let multi { return multi }
        guard Self.isGloballyReady, let multi = curl_multi_init() else { return nil }
        let context = Unmanaged.passUnretained(self).toOpaque()
        ccurl_multi_on_socket(multi, CurlCallbacks.socket, context)
        ccurl_multi_on_timer(multi, CurlCallbacks.timer, context)
        ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, settings.maxConnections)
        self.multi = multi
        return multi
    }

    private func check(_ code: CURLMcode, _ function: String) throws(CurlError) {
        guard code != CURLM_OK else { return }
        throw .other(
            function: function, code: Int(code.rawValue), text: String(cString: curl_multi_strerror(code)))
    }

    private static let maxIdleHandles = 64
    private static let isGloballyReady = ccurl_global_start() == CURLE_OK
}

// MARK: What libcurl waits for

extension CurlMulti {
    /// Watches a socket as libcurl asks; called back by it.
    func watch(_ socket: Int32, _ what: Int32) {
        guard what != CURL_POLL_REMOVE else {
            sockets.removeValue(forKey: socket)?.cancel()
            return
        }
        var interest: Interest = []
        if what & CURL_POLL_IN != 0 { interest.insert(.read) }
        if what & CURL_POLL_OUT != 0 { interest.insert(.write) }
        if let watch = sockets[socket], (try? watch.update(interest)) != nil { return }
        // Unknown, or the number was closed and reused without a word (HTTP C7).
        sockets.removeValue(forKey: socket)?.cancel()
        // A socket that cannot be watched makes its call run into its deadline.
        sockets[socket] = try? loop.watch(number: socket, interest) { self.act(on: socket, $0) }
    }

    /// Sets the moment libcurl wants to be called at; called back by it, so it only notes it.
    func setTimer(_ milliseconds: Int) {
        if milliseconds == 0 { loop.later { self.act(on: CURL_SOCKET_TIMEOUT, []) } }
        guard milliseconds > 0 else { return timer?.cancel() ?? () }
        if let timer { return timer.refresh(after: .milliseconds(milliseconds)) }
        timer = loop.schedule(after: .milliseconds(milliseconds)) { self.act(on: CURL_SOCKET_TIMEOUT, []) }
    }

    /// Closes a socket of libcurl's at the end of the turn (HTTP L4).
    func close(_ socket: Int32) {
        sockets.removeValue(forKey: socket)?.cancel()
        loop.close(Descriptor(owning: socket))
    }

    private func act(on socket: Int32, _ readiness: Readiness) {
        guard let multi else { return }
        var events: Int32 = 0
        if readiness.contains(.readable) { events |= CURL_CSELECT_IN }
        if readiness.contains(.writable) { events |= CURL_CSELECT_OUT }
        if !readiness.isDisjoint(with: [.failed, .hungUp]) { events |= CURL_CSELECT_ERR }
        var running: Int32 = 0
        curl_multi_socket_action(multi, socket, events, &running)
        sweepLater()
    }

    /// Once for all events of a batch.
    private func sweepLater() {
        guard !isSweepDue else { return }
        isSweepDue = true
        loop.later { self.sweep() }
    }

    /// Ends the calls libcurl is done with.
    private func sweep() {
        isSweepDue = false
        var left: Int32 = 0
        while let multi, let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE else { continue }
            let result = ccurl_result(message)
            let id = UInt(bitPattern: ccurl_private(message.pointee.easy_handle))
            guard let transfer = transfers[id] else { continue }
            transfer.end(result)
            release(transfer)
        }
    }
}
