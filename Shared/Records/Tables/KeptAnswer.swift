/// What a request that creates was answered with.
package struct KeptAnswer: Sendable, Hashable {
    package let status: Int
    /// Where what it made is found.
    package let location: String?
    package let body: [UInt8]

    package init(status: Int, location: String?, body: [UInt8]) {
        self.status = status
        self.location = location
        self.body = body
    }
}
