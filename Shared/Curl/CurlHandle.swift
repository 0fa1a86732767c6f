import CCurl

/// An easy handle between the calls it serves.
///
/// Reset and reused: a handle made anew costs a third more per call (HTTP §6).
/// Belongs to its multi handle's loop.
struct CurlHandle {
    let pointer: UnsafeMutableRawPointer

    init?() {
        guard let pointer = curl_easy_init() else { return nil }
        self.pointer = pointer
    }

    func set(_ option: CURLoption, _ value: Int) throws(CurlError) {
        try check(ccurl_set_long(pointer, option, value))
    }

    func set(_ option: CURLoption, size: Int) throws(CurlError) {
        try check(ccurl_set_size(pointer, option, curl_off_t(size)))
    }

    func set(_ option: CURLoption, _ text: String) throws(CurlError) {
        try check(ccurl_set_text(pointer, option, text))
    }

    /// Sets a pointer that libcurl keeps; it must live as long as the call.
    func set(_ option: CURLoption, kept pointer: UnsafeRawPointer?) throws(CurlError) {
        try check(ccurl_set_pointer(self.pointer, option, pointer))
    }

    func set(_ option: CURLoption, _ duration: Duration) throws(CurlError) {
        let (seconds, attoseconds) = duration.components
        // 0 would mean no limit at all.
        try set(
            option,
            max(1, Int(clamping: min(seconds, 1 << 30)) * 1_000 + Int(attoseconds / 1_000_000_000_000_000)))
    }

    private func check(_ code: CURLcode) throws(CurlError) {
        guard code != CURLE_OK else { return }
        throw .other(
            function: "curl_easy_setopt", code: Int(code.rawValue),
            text: String(cString: curl_easy_strerror(code)))
    }
}
