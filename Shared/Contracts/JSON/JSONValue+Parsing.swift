extension JSONValue {
    /// Reads one JSON value that takes up all the bytes.
    package init(parsing bytes: some Collection<UInt8>) throws(JSONError) {
        let whole = ContiguousArray(bytes)
        self = try whole.withUnsafeBufferPointer { bytes throws(JSONError) in
            var parser = JSONParser(bytes)
            let value = try parser.value()
            try parser.end()
            return value
        }
    }

    package init(parsing text: String) throws(JSONError) { try self.init(parsing: text.utf8) }

    /// The first JSON object of a text that may hold anything else around it.
    ///
    /// Tries each opening brace in turn, at most `maxStarts`, so that a text of
    /// braces costs no more than a long one.
    package init?(firstObjectIn text: String, maxStarts: Int = 64) {
        let found = Array(text.utf8).withUnsafeBufferPointer { bytes -> JSONValue? in
            let starts = bytes.indices.lazy.filter { bytes[$0] == UInt8(ascii: "{") }.prefix(maxStarts)
            for start in starts {
                var parser = JSONParser(bytes, at: start)
                // What does not parse from here is prose; the next brace may begin the object.
                if let value = try? parser.value() { return value }
            }
            return nil
        }
        guard let found else { return nil }
        self = found
    }
}
