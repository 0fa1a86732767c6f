/// A Swift type that travels to and from PostgreSQL in binary form.
///
/// Arrays and optionals of these travel too; `SQL` and `PostgresRow` see to it.
package protocol SQLScalar: Sendable {
    /// The type a bound value is declared as; cast in the statement for another.
    static var sqlType: SQLType { get }
    /// The type an array of such values is declared as.
    static var sqlArrayType: SQLType { get }

    /// Whether a column of this type can be read without loss.
    static func reads(_ type: SQLType) -> Bool

    /// Reads PostgreSQL's binary form; nil if the bytes are not one.
    init?(binary bytes: UnsafeRawBufferPointer, of type: SQLType)

    /// Appends PostgreSQL's binary form.
    func write(to bytes: inout [UInt8])

    /// Why PostgreSQL would not take the value, if it would not.
    var sendingProblem: String? { get }
}

extension SQLScalar {
    package var sendingProblem: String? { nil }
}
