/// What the meaning of a reply depends on besides the reply.
package struct ReplyContext: Sendable {
    /// Whether the request asked for a form of its reply that can still be relaxed.
    package var hasFormat = false
    /// Whether the image went as its uuid alone.
    package var imageByReference = false
    /// Whether the backend completed another task in the last 60 s: if so, a failure is the task's.
    package var isAlive = false

    package init(hasFormat: Bool = false, imageByReference: Bool = false, isAlive: Bool = false) {
        self.hasFormat = hasFormat
        self.imageByReference = imageByReference
        self.isAlive = isAlive
    }
}
