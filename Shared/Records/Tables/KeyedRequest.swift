package import Digests

/// A request that creates, under a key of the client's: sent again, it creates nothing more.
package struct KeyedRequest: Sendable, Hashable {
    /// The id of the API key it came with; empty where none was asked for.
    package let caller: String
    /// Method and path.
    package let route: String
    /// 1 to 255 characters.
    package let key: String
    /// Of the request's content.
    package let content: SHA256Digest

    package init(caller: String = "", route: String, key: String, content: SHA256Digest) {
        self.caller = caller
        self.route = route
        self.key = key
        self.content = content
    }
}
