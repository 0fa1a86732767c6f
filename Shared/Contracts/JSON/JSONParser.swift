import OrderedCollections

/// Reads JSON values out of bytes, strictly by RFC 8259.
///
/// Borrows the bytes for as long as `parsing` runs; work and memory are linear
/// in their number, and nesting is bounded, so that no input can hurt.
package struct JSONParser {
    package static let maxDepth = 128

    let bytes: UnsafeBufferPointer<UInt8>
    private(set) var position: Int
    private var depth = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    /// Reads one value and the space before it.
    mutating func value() throws(JSONError) -> JSONValue {
        switch try next() {
        case UInt8(ascii: "{"):
            return .object(try nested { parser throws(JSONError) in try parser.members() })
        case UInt8(ascii: "["):
            return .array(try nested { parser throws(JSONError) in try parser.elements() })
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        case let other: throw failure(.unexpected(byte: other))
        }
    }

    /// Fails unless only space is left.
    mutating func end() throws(JSONError) {
        skipSpace()
        if position < bytes.count { throw failure(.trailing) }
    }

    private mutating func members() throws(JSONError) -> OrderedDictionary<String, JSONValue> {
        var members: OrderedDictionary<String, JSONValue> = [:]
        if try closes(UInt8(ascii: "}")) { return members }
        repeat {
            guard try next() == UInt8(ascii: "\"") else { throw failure(.unexpected(byte: bytes[position])) }
            let start = position
            let name = try string()
            try expect(UInt8(ascii: ":"))
            guard members.updateValue(try value(), forKey: name) == nil else {
                throw JSONError(reason: .duplicate(name: name), offset: start)
            }
        } while try continues(until: UInt8(ascii: "}"))
        return members
    }

    private mutating func elements() throws(JSONError) -> [JSONValue] {
        var elements: [JSONValue] = []
        if try closes(UInt8(ascii: "]")) { return elements }
        repeat { elements.append(try value()) } while try continues(until: UInt8(ascii: "]"))
        return elements
    }

    /// Reads what is inside a bracket; the bracket itself is the next byte.
    private mutating func nested<Value>(
        _ read: (inout Self) throws(JSONError) -> Value
    ) throws(JSONError) -> Value {
        guard depth < Self.maxDepth else { throw failure(.tooDeep) }
        depth += 1
        position += 1
        let value = try read(&self)
        depth -= 1
        return value
    }

    private mutating func closes(_ bracket: UInt8) throws(JSONError) -> Bool {
        guard try next() == bracket else { return false }
        position += 1
        return true
    }

    private mutating func continues(until bracket: UInt8) throws(JSONError) -> Bool {
        let byte = try next()
        guard byte == bracket || byte == UInt8(ascii: ",") else { throw failure(.unexpected(byte: byte)) }
        position += 1
        return byte != bracket
    }

    private mutating func expect(_ byte: UInt8) throws(JSONError) {
        let found = try next()
        guard found == byte else { throw failure(.unexpected(byte: found)) }
        position += 1
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        for index in 0..<word.utf8CodeUnitCount {
            guard position < bytes.count else { throw failure(.endsEarly) }
            guard bytes[position] == word.utf8Start[index] else {
                throw failure(.unexpected(byte: bytes[position]))
            }
            position += 1
        }
        return value
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    /// The byte after any space, which stays unread.
    private mutating func next() throws(JSONError) -> UInt8 {
        skipSpace()
        guard position < bytes.count else { throw failure(.endsEarly) }
        return bytes[position]
    }

    func failure(_ reason: JSONError.Reason) -> JSONError { JSONError(reason: reason, offset: position) }

    mutating func move(to position: Int) { self.position = position }
}
