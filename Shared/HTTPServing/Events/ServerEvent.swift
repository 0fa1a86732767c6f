/// One server-sent event (WHATWG HTML §9.2).
package struct ServerEvent: Sendable, Equatable {
    /// What a client that returns says it has seen last (Last-Event-ID).
    package var id: String?
    /// What kind of event it is; without one it is a `message`.
    package var name: String?
    package var data: String

    package init(id: String? = nil, name: String? = nil, data: String) {
        self.id = id
        self.name = name
        self.data = data
    }

    /// The event on the wire; line ends within id or name would end their field, so they go.
    var bytes: [UInt8] {
        var text = ""
        if let id { text += "id: \(Self.oneLine(id))\n" }
        if let name { text += "event: \(Self.oneLine(name))\n" }
        for line in data.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            text += "data: \(line)\n"
        }
        return Array((text + "\n").utf8)
    }

    private static func oneLine(_ text: String) -> String {
        text.filter { !$0.isNewline && $0 != "\0" }
    }
}
