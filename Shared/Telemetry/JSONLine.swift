/// Builds one JSON object on one line, without a tree in between.
struct JSONLine {
    private(set) var text = "{"

    mutating func add(_ name: String, _ value: String) {
        key(name)
        quote(value)
    }

    mutating func add(_ name: String, raw value: String) {
        key(name)
        text += value
    }

    /// The finished object with its line feed.
    func finished() -> String { text + "}\n" }

    private mutating func key(_ name: String) {
        if text.utf8.count > 1 { text += "," }
        quote(name)
        text += ":"
    }

    /// RFC 8259 §7: quotes, backslashes and controls are escaped.
    private mutating func quote(_ value: String) {
        text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where scalar.value < 0x20:
                text += "\\u00" + (scalar.value < 0x10 ? "0" : "") + String(scalar.value, radix: 16)
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
