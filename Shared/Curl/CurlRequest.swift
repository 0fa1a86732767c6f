/// One HTTP call and the bounds it must keep.
package struct CurlRequest: Sendable {
    package var method: String
    /// An http or https URL.
    package var url: String
    package var fields: [(name: String, value: String)]
    /// Sent from where it lies: kept until the call ends, never copied.
    package var body: [UInt8]
    /// Sent in place of `body`: a file, which may be larger than memory.
    package var file: CurlFile?
    /// The whole call, from the start to the last byte of the reply.
    package var deadline: Duration
    /// From the start to the first byte of the reply.
    package var firstByte: Duration?
    package var maxReplyBytes: Int
    /// Uses a connection of its own: libcurl sends a request anew when a reused one
    /// dies before the reply, which this rules out (HTTP C4).
    package var freshConnection: Bool
    /// Connects to public addresses only, whatever its host's name resolves to at that moment
    /// (`PublicAddress`), and over a connection that nobody else has used or will.
    package var publicOnly = false

    package init(
        _ method: String,
        _ url: String,
        fields: [(name: String, value: String)] = [],
        body: [UInt8] = [],
        deadline: Duration = .seconds(30),
        firstByte: Duration? = nil,
        maxReplyBytes: Int = 64 << 20,
        freshConnection: Bool = false
    ) {
        self.method = method
        self.url = url
        self.fields = fields
        self.body = body
        self.deadline = deadline
        self.firstByte = firstByte
        self.maxReplyBytes = maxReplyBytes
        self.freshConnection = freshConnection
    }
}
