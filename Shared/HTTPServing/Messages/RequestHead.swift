import HTTPTypes

/// The bytes of one request's head and where everything is in them.
///
/// Strings are built when asked for, not before (HTTP.md §4).
struct RequestHead: Sendable {
    let bytes: [UInt8]
    let table: HeadTable

    /// Copies a head out of the buffer it was parsed in.
    init(_ table: HeadTable, copying bytes: Span<UInt8>, from start: Int) {
        self.table = table
        self.bytes = bytes.copy(start..<start + table.length)
    }

    var methodText: String { text(table.method.range) }
    var targetBytes: ArraySlice<UInt8> { bytes[table.target.range] }

    /// All fields, in the order they came, repeated ones apart.
    var fields: HTTPFields {
        var fields = HTTPFields()
        for field in table.fields {
            guard let name = HTTPField.Name(text(field.name.range)) else { continue }
            fields.append(HTTPField(name: name, lenientValue: bytes[field.value.range]))
        }
        return fields
    }

    /// The first value of a field, found without building the others.
    func value(of name: HTTPField.Name) -> String? {
        let wanted = name.canonicalName
        for field in table.fields where bytes.span.spells(name: wanted, in: field.name.range) {
            return text(field.value.range)
        }
        return nil
    }

    /// All values of a field, in the order they came.
    func values(of name: HTTPField.Name) -> [String] {
        let wanted = name.canonicalName
        return table.fields.compactMap { field in
            bytes.span.spells(name: wanted, in: field.name.range) ? text(field.value.range) : nil
        }
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}

extension Span<UInt8> {
    /// A part as bytes of its own.
    func copy(_ range: Range<Int>) -> [UInt8] {
        extracting(range).withUnsafeBufferPointer { Array($0) }
    }
}
