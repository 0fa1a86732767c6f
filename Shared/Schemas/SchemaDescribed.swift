/// A type that is written in JSON by rules of its own, which its stored properties don't tell.
package protocol SchemaDescribed {
    static var schema: Schema { get }
    /// Any value: what a decoder gives that only looks at types.
    static var example: Self { get }
}

extension Bool: SchemaDescribed {
    package static var schema: Schema { .boolean }
    package static var example: Bool { false }
}

extension String: SchemaDescribed {
    package static var schema: Schema { .text() }
    package static var example: String { "" }
}

extension Double: SchemaDescribed {
    package static var schema: Schema { .number }
    package static var example: Double { 0 }
}

extension Array: SchemaDescribed where Element: Decodable {
    package static var schema: Schema { .list(Schema(of: Element.self)) }
    package static var example: [Element] { [] }
}

extension Dictionary: SchemaDescribed where Key == String, Value: Decodable {
    package static var schema: Schema { .object(SchemaMembers(others: Schema(of: Value.self))) }
    package static var example: [Key: Value] { [:] }
}
