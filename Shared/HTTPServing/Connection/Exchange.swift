import HTTPTypes

/// One request and its reply, as far as they have come.
struct Exchange {
    let head: RequestHead
    let id: String
    /// The largest body the route takes.
    var bodyLimit: Int?
    var bodyRead = 0
    /// Whether the request's end has not been read.
    var bodyLeft: Bool
    var continued: Bool
    /// Whether the handler has returned and its reply was written.
    var isHandled = false
    /// Whether a byte of the reply was handed to the socket.
    var replyBegun = false
    var keepsAlive: Bool

    init(_ head: RequestHead, id: String) {
        self.head = head
        self.id = id
        bodyLeft = true
        continued = !head.expectsContinue
        keepsAlive = head.keepsAlive
    }
}
