import OrderedCollections
package import Digests

extension JSONValue {
    /// The value as compact JSON text, members in their order.
    package var json: String { String(decoding: written(sorted: false), as: UTF8.self) }

    /// One text for equal values: compact, members sorted by their names' bytes.
    package var canonical: String { String(decoding: written(sorted: true), as: UTF8.self) }

    /// SHA-256 of the canonical text.
    package var digest: SHA256Digest { SHA256Digest(of: written(sorted: true)) }

    private func written(sorted: Bool) -> [UInt8] {
        var writer = JSONWriter(sorted: sorted)
        writer.write(self)
        return writer.bytes
    }
}

/// Writes JSON values as compact text.
private struct JSONWriter {
    let sorted: Bool
    var bytes: [UInt8] = []

    mutating func write(_ value: JSONValue) {
        switch value {
        case .null: add("null")
        case .bool(let value): add(value ? "true" : "false")
        case .integer(let value): add(String(value))
        case .number(let value): add(value.isFinite ? value.description : "null")
        case .string(let text): write(text)
        case .array(let elements): list("[", elements, "]") { $0.write($1) }
        case .object(let members):
            let ordered =
                sorted ? members.elements.sorted { isBefore($0.key, $1.key) } : Array(members.elements)
            list("{", ordered, "}") {
                $0.write($1.key)
                $0.add(":")
                $0.write($1.value)
            }
        }
    }

    private mutating func list<Element>(
        _ open: String, _ elements: [Element], _ close: String, _ write: (inout Self, Element) -> Void
    ) {
        add(open)
        for (index, element) in elements.enumerated() {
            if index > 0 { add(",") }
            write(&self, element)
        }
        add(close)
    }

    private mutating func write(_ text: String) {
        add("\"")
        let isPlain = !text.utf8.contains {
            $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\")
        }
        if isPlain { add(text) } else { writeEscaped(text) }
        add("\"")
    }

    private mutating func writeEscaped(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): add("\\\"")
            case UInt8(ascii: "\\"): add("\\\\")
            case 0x0A: add("\\n")
            case 0x0D: add("\\r")
            case 0x09: add("\\t")
            case 0..<0x10: add("\\u000" + String(byte, radix: 16))
            case 0x10..<0x20: add("\\u00" + String(byte, radix: 16))
            default: bytes.append(byte)
            }
        }
    }

    private mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private func isBefore(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
