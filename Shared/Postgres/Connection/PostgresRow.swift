import CLibPQ

/// One row of an answer; its values are read by column as a Swift type.
package struct PostgresRow: Sendable {
    let result: ResultOwner
    let index: Int32

    /// Reads a value that is never null.
    package func decode<Value: SQLScalar>(
        _: Value.Type, at column: Int
    ) throws(PostgresError) -> Value {
        guard let value = try decode(Value?.self, at: column) else {
            throw problem(column, "is null, where a value is expected")
        }
        return value
    }

    package func decode<Value: SQLScalar>(
        _: Value?.Type, at column: Int
    ) throws(PostgresError) -> Value? {
        let type = try type(of: column)
        guard let bytes = bytes(at: column) else { return nil }
        guard Value.reads(type) else {
            throw problem(column, "is \(type); cast it to \(Value.sqlType) to read \(Value.self)")
        }
        guard let value = Value(binary: bytes, of: type) else {
            throw problem(column, "holds no \(Value.self)")
        }
        return value
    }

    /// Reads an array whose elements are never null.
    package func decode<Element: SQLScalar>(
        _: [Element].Type, at column: Int
    ) throws(PostgresError) -> [Element] {
        let elements = try decode([Element?].self, at: column)
        let present = elements.compactMap(\.self)
        guard present.count == elements.count else { throw problem(column, "holds a null element") }
        return present
    }

    package func decode<Element: SQLScalar>(
        _: [Element?].Type, at column: Int
    ) throws(PostgresError) -> [Element?] {
        let type = try type(of: column)
        guard let bytes = bytes(at: column) else {
            throw problem(column, "is null, where an array is expected")
        }
        guard let elements = SQLArray.read(bytes, Element.self) else {
            throw problem(column, "is \(type) and holds no array of \(Element.self)")
        }
        return elements
    }
}

extension PostgresRow {
    package func decode<Value: SQLScalar>(
        _ type: Value.Type, named name: String
    ) throws(PostgresError) -> Value {
        try decode(type, at: column(named: name))
    }

    package func decode<Value: SQLScalar>(
        _ type: Value?.Type, named name: String
    ) throws(PostgresError) -> Value? {
        try decode(type, at: column(named: name))
    }

    package func decode<Element: SQLScalar>(
        _ type: [Element].Type, named name: String
    ) throws(PostgresError) -> [Element] {
        try decode(type, at: column(named: name))
    }

    package func decode<Element: SQLScalar>(
        _ type: [Element?].Type, named name: String
    ) throws(PostgresError) -> [Element?] {
        try decode(type, at: column(named: name))
    }

    private func column(named name: String) throws(PostgresError) -> Int {
        let column = PQfnumber(result.pointer, name)
        guard column >= 0 else { throw .undecodable("the answer has no column \"\(name)\"") }
        return Int(column)
    }

    private func type(of column: Int) throws(PostgresError) -> SQLType {
        let columns = Int(PQnfields(result.pointer))
        guard (0..<columns).contains(column) else {
            throw .undecodable("the answer has \(columns) columns, none at \(column)")
        }
        return SQLType(rawValue: PQftype(result.pointer, Int32(column)))
    }

    /// The value's bytes, which live as long as the result; nil is null.
    private func bytes(at column: Int) -> UnsafeRawBufferPointer? {
        guard PQgetisnull(result.pointer, index, Int32(column)) == 0 else { return nil }
        return UnsafeRawBufferPointer(
            start: PQgetvalue(result.pointer, index, Int32(column)),
            count: Int(PQgetlength(result.pointer, index, Int32(column))))
    }

    private func problem(_ column: Int, _ problem: String) -> PostgresError {
        let name = PQfname(result.pointer, Int32(column)).map { String(cString: $0) } ?? "\(column)"
        return .undecodable("column \"\(name)\" \(problem)")
    }
}
