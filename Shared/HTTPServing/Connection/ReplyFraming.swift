/// How a reply's content is delimited and what becomes of its connection.
struct ReplyFraming: Equatable {
    enum Content: Equatable { case none, length(Int), chunked, untilClose }
    enum Persistence: Equatable { case close, keepAlive, implied }

    var content: Content
    var persistence: Persistence
    /// False for HEAD and statuses without content (HTTP H30).
    var sendsContent: Bool
}
