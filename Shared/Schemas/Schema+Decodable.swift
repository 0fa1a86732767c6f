extension Schema {
    /// The schema of what a type reads and writes, from the keys and types its `init(from:)` asks for.
    ///
    /// Types with an `init(from:)` of their own are `SchemaDescribed`; one that is not and can't be
    /// read traps. Encoders leave nil out, so an optional member may be missing and is never null.
    package init<Value: Decodable>(of type: Value.Type) {
        do {
            self = try Shape.of(type).schema
        } catch {
            preconditionFailure("\(type) has to be SchemaDescribed: \(error)")
        }
    }
}

/// The schema of a type, and some value of it.
struct Shape<Value> {
    let schema: Schema
    let value: Value
}

extension Shape where Value: Decodable {
    static func of(_ type: Value.Type) throws -> Shape {
        if let described = type as? any SchemaDescribed.Type, let shape = Self.described(described) {
            return shape
        }
        if let integer = type as? any FixedWidthInteger.Type, let zero = Self.zero(integer) {
            return Shape(schema: .integer(), value: zero)
        }
        if let words = type as? any CaseIterable.Type, let shape = Self.words(words) { return shape }
        if let raw = type as? any RawRepresentable.Type, let shape = try Self.raw(raw) { return shape }
        let recorder = ShapeRecorder()
        let value = try Value(from: ShapeDecoder(recorder: recorder))
        return Shape(schema: .named(schemaName(of: type), .object(recorder.members)), value: value)
    }

    private static func described<Described: SchemaDescribed>(_ type: Described.Type) -> Shape? {
        (type.example as? Value).map { Shape(schema: type.schema, value: $0) }
    }

    private static func zero<Integer: FixedWidthInteger>(_ type: Integer.Type) -> Value? {
        Integer.zero as? Value
    }

    private static func words<Choice: CaseIterable>(_ type: Choice.Type) -> Shape? {
        let words = type.allCases.compactMap { ($0 as? any RawRepresentable)?.rawValue as? String }
        guard !words.isEmpty, let first = type.allCases.first as? Value else { return nil }
        return Shape(schema: .words(words), value: first)
    }

    private static func raw<Raw: RawRepresentable>(_ type: Raw.Type) throws -> Shape? {
        guard let decodable = Raw.RawValue.self as? any Decodable.Type else { return nil }
        return try raw(type, of: decodable)
    }

    private static func raw<Raw: RawRepresentable, RawValue: Decodable>(
        _ type: Raw.Type, of rawType: RawValue.Type
    ) throws -> Shape? {
        let shape = try Shape<RawValue>.of(rawType)
        let value = (shape.value as? Raw.RawValue).flatMap(Raw.init(rawValue:)) as? Value
        return value.map { Shape<Value>(schema: shape.schema, value: $0) }
    }
}

/// The name of a type without its module, `ListEnvelopeOfJobRow` for `ListEnvelope<JobRow>`.
func schemaName(of type: Any.Type) -> String {
    // Private types have their file's place between the others.
    String(reflecting: type).replacing(/\(unknown context at [^)]*\)\./, with: "")
        .split { "<>, ".contains($0) }
        .map { $0.split(separator: ".").dropFirst().joined() }
        .joined(separator: "Of")
}
