import HTTPTypes

/// The id a request goes by in logs and replies.
enum RequestID {
    /// The client's X-Request-Id if it is short and plain, else a new one.
    static func of(_ head: RequestHead) -> String {
        if let name = HTTPField.Name("X-Request-Id"), let given = head.fields[name],
            (1...64).contains(given.utf8.count),
            given.utf8.allSatisfy({ ByteClass.of($0).contains(.token) })
        {
            return given
        }
        return String(UInt64.random(in: .min ... .max), radix: 16)
    }
}
