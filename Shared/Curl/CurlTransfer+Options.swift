import CCurl

extension CurlTransfer {
    /// Tells libcurl what to do (HTTP C2); `isStreamed` adds the guard against a stalled server.
    func configure(_ handle: CurlHandle, _ settings: CurlSettings, isStreamed: Bool) throws(CurlError) {
        try configureConnection(handle, settings)
        try configureBounds(handle, settings, isStreamed: isStreamed)
        try configureMethod(handle)
        try configureFields(handle)
        let context = Unmanaged.passUnretained(self).toOpaque()
        ccurl_on_header(handle.pointer, CurlCallbacks.header, context)
        ccurl_on_write(handle.pointer, CurlCallbacks.write, context)
        try handle.set(CURLOPT_ERRORBUFFER, kept: errorText)
        try handle.set(CURLOPT_PRIVATE, kept: UnsafeRawPointer(bitPattern: id))
    }

    private func configureConnection(_ handle: CurlHandle, _ settings: CurlSettings) throws(CurlError) {
        guard !request.url.utf8.contains(0) else { throw .badURL("it holds a NUL") }
        try handle.set(CURLOPT_URL, request.url)
        try handle.set(CURLOPT_PROTOCOLS_STR, "http,https")
        try handle.set(CURLOPT_HTTP_VERSION, ccurl_http_1_1())
        if request.publicOnly {
            ccurl_on_open(handle.pointer, CurlCallbacks.open, Unmanaged.passUnretained(self).toOpaque())
        } else {
            ccurl_close_on_exec(handle.pointer)
        }
        try handle.set(CURLOPT_NOSIGNAL, 1)
        try handle.set(CURLOPT_TCP_NODELAY, 1)
        // Otherwise to give up on a name would block the loop until its lookup ends.
        try handle.set(CURLOPT_QUICK_EXIT, 1)
        try handle.set(CURLOPT_DNS_CACHE_TIMEOUT, 30)
        try handle.set(CURLOPT_FOLLOWLOCATION, 0)
        try handle.set(CURLOPT_PROXY, settings.proxy ?? "")
        try handle.set(CURLOPT_MAXAGE_CONN, settings.idleConnectionAge)
        try handle.set(CURLOPT_MAXLIFETIME_CONN, settings.connectionLifetime)
        try handle.set(CURLOPT_FRESH_CONNECT, request.freshConnection || request.publicOnly ? 1 : 0)
        // Its sockets belong to this call's callback, and their addresses to nobody else.
        try handle.set(CURLOPT_FORBID_REUSE, request.publicOnly ? 1 : 0)
        if let file = settings.certificateAuthorities { try handle.set(CURLOPT_CAINFO, file) }
    }

    private func configureBounds(
        _ handle: CurlHandle, _ settings: CurlSettings, isStreamed: Bool
    ) throws(CurlError) {
        try handle.set(CURLOPT_CONNECTTIMEOUT_MS, settings.connectTimeout)
        try handle.set(CURLOPT_TIMEOUT_MS, request.deadline)
        try handle.set(CURLOPT_MAXFILESIZE_LARGE, size: request.maxReplyBytes)
        guard isStreamed || request.file != nil else { return }
        try handle.set(CURLOPT_LOW_SPEED_LIMIT, 1)
        // Who has taken a file may write it down before the reply.
        let patience = request.file == nil ? settings.stalledSeconds : max(settings.stalledSeconds, 300)
        try handle.set(CURLOPT_LOW_SPEED_TIME, patience)
    }

    private func configureMethod(_ handle: CurlHandle) throws(CurlError) {
        guard request.method.isToken else { throw .badField(request.method) }
        if request.method == "HEAD" {
            try handle.set(CURLOPT_NOBODY, 1)
        } else if let file = request.file {
            try handle.set(CURLOPT_POST, 1)
            try handle.set(CURLOPT_POSTFIELDSIZE_LARGE, size: file.count)
            ccurl_on_read(handle.pointer, CurlCallbacks.read, Unmanaged.passUnretained(self).toOpaque())
        } else if !request.body.isEmpty || ["POST", "PUT", "PATCH"].contains(request.method) {
            try handle.set(CURLOPT_POST, 1)
            try handle.set(CURLOPT_POSTFIELDSIZE_LARGE, size: request.body.count)
            // An array's storage stays in place while it is held unchanged, as `request` is.
            let bytes = request.body.withUnsafeBytes { $0.baseAddress }
            try handle.set(CURLOPT_POSTFIELDS, kept: bytes ?? UnsafeRawPointer(errorText))
        }
        if !["GET", "HEAD", "POST"].contains(request.method)
            || request.method == "GET" && !request.body.isEmpty
        {
            try handle.set(CURLOPT_CUSTOMREQUEST, request.method)
        }
    }

    private func configureFields(_ handle: CurlHandle) throws(CurlError) {
        // libcurl would wait for 100 Continue, and call any body a form.
        add(field: "Expect:")
        if !request.fields.contains(where: { $0.name.lowercased() == "content-type" }) {
            add(field: "Content-Type:")
        }
        for (name, value) in request.fields {
            guard name.isToken, !value.utf8.contains(where: { [0, 10, 13].contains($0) }) else {
                throw .badField(name)
            }
            add(field: value.allSatisfy(\.isWhitespace) ? "\(name);" : "\(name): \(value)")
        }
        try handle.set(CURLOPT_HTTPHEADER, kept: fields)
    }

    private func add(field: String) { fields = curl_slist_append(fields, field) ?? fields }
}

extension String {
    /// Whether it is a token of RFC 9110 §5.6.2.
    fileprivate var isToken: Bool {
        !isEmpty
            && utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"):
                    true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }
}
