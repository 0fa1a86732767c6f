import Access
import EventLoop
import HTTPTypes

/// What logs and metrics tell of a request.
struct RequestRecord {
    /// The handler that was started for it, if one was.
    let call: Call?
    let id: RequestID
    let method: String
    /// Whose key it came with, as far as one was good.
    var caller: KeyHolder?
    let target: String
    let started: MonotonicTime
    var sent = 0
    /// Bytes of its content that count among those in memory.
    var kept = 0
    var status: HTTPResponse.Status?
}
