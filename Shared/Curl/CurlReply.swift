/// A whole reply.
package struct CurlReply: Sendable {
    package let head: CurlReplyHead
    package let body: [UInt8]

    package init(head: CurlReplyHead, body: [UInt8]) {
        self.head = head
        self.body = body
    }

    package var status: Int { head.status }
}
