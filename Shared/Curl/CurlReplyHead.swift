/// The status and fields of a reply.
package struct CurlReplyHead: Sendable {
    package let status: Int
    /// In the order they came, names as the server wrote them.
    package let fields: [(name: String, value: String)]

    package init(status: Int, fields: [(name: String, value: String)]) {
        self.status = status
        self.fields = fields
    }

    /// The first value of a field; case does not matter.
    package subscript(_ name: String) -> String? {
        let wanted = name.lowercased()
        return fields.first { $0.name.lowercased() == wanted }?.value
    }
}
