/// A type of PostgreSQL by its object id, which is fixed for built-in types.
package struct SQLType: RawRepresentable, Sendable, Hashable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) { self.rawValue = rawValue }
}

extension SQLType {
    static let bool = SQLType(rawValue: 16)
    static let bytea = SQLType(rawValue: 17)
    static let name = SQLType(rawValue: 19)
    static let int8 = SQLType(rawValue: 20)
    static let int2 = SQLType(rawValue: 21)
    static let int4 = SQLType(rawValue: 23)
    static let text = SQLType(rawValue: 25)
    static let json = SQLType(rawValue: 114)
    static let float4 = SQLType(rawValue: 700)
    static let float8 = SQLType(rawValue: 701)
    static let unknown = SQLType(rawValue: 705)
    static let bpchar = SQLType(rawValue: 1042)
    static let varchar = SQLType(rawValue: 1043)
    static let timestamptz = SQLType(rawValue: 1184)
    static let jsonb = SQLType(rawValue: 3802)

    /// Types that a user made, such as enums; their ids differ by database.
    var isUserDefined: Bool { rawValue >= 16_384 }
}

extension SQLType: CustomStringConvertible {
    private static let names: [SQLType: String] = [
        bool: "bool", bytea: "bytea", name: "name", int8: "int8", int2: "int2", int4: "int4", text: "text",
        json: "json", float4: "float4", float8: "float8", unknown: "unknown", bpchar: "bpchar",
        varchar: "varchar", timestamptz: "timestamptz", jsonb: "jsonb", SQLType(rawValue: 1700): "numeric",
        SQLType(rawValue: 1114): "timestamp", SQLType(rawValue: 1186): "interval",
        SQLType(rawValue: 2278): "void", SQLType(rawValue: 2950): "uuid",
    ]

    package var description: String { Self.names[self] ?? "type \(rawValue)" }
}
