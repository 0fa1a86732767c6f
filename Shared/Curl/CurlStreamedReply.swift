/// The head of a reply and its body as it comes.
package struct CurlStreamedReply: Sendable {
    package let head: CurlReplyHead
    package let body: CurlBody

    package var status: Int { head.status }
}
