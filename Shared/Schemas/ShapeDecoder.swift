/// Notes what an object's `init(from:)` asks for.
final class ShapeRecorder {
    private(set) var members = SchemaMembers()
    private var optional: Set<String> = []

    func note(_ key: String, _ schema: Schema) {
        members.properties[key] = schema
        if !optional.contains(key) { members.required.insert(key) }
    }

    /// Asking whether a member is there says that it need not be.
    func noteOptional(_ key: String) { optional.insert(key) }
}

/// A decoder that reads nothing: it answers with examples and notes what was asked for.
struct ShapeDecoder: Decoder {
    let recorder: ShapeRecorder
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(ShapeContainer<Key>(recorder: recorder))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw Self.unforeseen() }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { throw Self.unforeseen() }

    fileprivate static func unforeseen() -> DecodingError {
        .dataCorrupted(.init(codingPath: [], debugDescription: "it is no plain object"))
    }
}

private struct ShapeContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let recorder: ShapeRecorder
    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { [] }

    func contains(_ key: Key) -> Bool {
        recorder.noteOptional(key.stringValue)
        return true
    }

    func decodeNil(forKey key: Key) -> Bool { false }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try shape(key)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { throw ShapeDecoder.unforeseen() }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        throw ShapeDecoder.unforeseen()
    }

    func superDecoder() throws -> any Decoder { throw ShapeDecoder.unforeseen() }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw ShapeDecoder.unforeseen() }
}

// The protocol asks for each of these by name.
extension ShapeContainer {
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try shape(key) }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try shape(key) }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try shape(key) }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { throw ShapeDecoder.unforeseen() }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try shape(key) }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try shape(key) }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try shape(key) }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try shape(key) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try shape(key) }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try shape(key) }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try shape(key) }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try shape(key) }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try shape(key) }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try shape(key) }

    private func shape<Value: Decodable>(_ key: Key) throws -> Value {
        let shape = try Shape<Value>.of(Value.self)
        recorder.note(key.stringValue, shape.schema)
        return shape.value
    }
}
