/// One bound value: its declared type and its binary form, nil for null.
struct SQLParameter: Sendable {
    let type: SQLType
    let bytes: [UInt8]?
    /// Why PostgreSQL would not take it, if it would not.
    var problem: String?

    init<Value: SQLScalar>(_ value: Value?) {
        type = Value.sqlType
        problem = value?.sendingProblem
        bytes = value.map { value in
            var bytes: [UInt8] = []
            value.write(to: &bytes)
            return bytes
        }
    }

    init<Element: SQLScalar>(_ elements: [Element?]) {
        type = Element.sqlArrayType
        problem = elements.lazy.compactMap { $0?.sendingProblem }.first
        bytes = SQLArray.write(elements)
    }
}
