extension Int16: SQLScalar {
    package static var sqlType: SQLType { .int2 }
    package static var sqlArrayType: SQLType { SQLType(rawValue: 1005) }
    package static func reads(_ type: SQLType) -> Bool { type == .int2 }
}

extension Int32: SQLScalar {
    package static var sqlType: SQLType { .int4 }
    package static var sqlArrayType: SQLType { SQLType(rawValue: 1007) }
    package static func reads(_ type: SQLType) -> Bool { type == .int4 || type == .int2 }
}

extension Int64: SQLScalar {
    package static var sqlType: SQLType { .int8 }
    package static var sqlArrayType: SQLType { SQLType(rawValue: 1016) }
    package static func reads(_ type: SQLType) -> Bool { [.int8, .int4, .int2].contains(type) }
}

/// Travels as 64 bits.
extension Int: SQLScalar {
    package static var sqlType: SQLType { .int8 }
    package static var sqlArrayType: SQLType { SQLType(rawValue: 1016) }
    package static func reads(_ type: SQLType) -> Bool { Int64.reads(type) }
}

extension SQLScalar where Self: FixedWidthInteger {
    /// Integers come in the width of their column and widen without loss.
    package init?(binary bytes: UnsafeRawBufferPointer, of type: SQLType) {
        switch (type, bytes.count) {
        case (.int2, 2): self.init(exactly: Int16(bigEndian: bytes.loadUnaligned(as: Int16.self)))
        case (.int4, 4): self.init(exactly: Int32(bigEndian: bytes.loadUnaligned(as: Int32.self)))
        case (.int8, 8): self.init(exactly: Int64(bigEndian: bytes.loadUnaligned(as: Int64.self)))
        default: return nil
        }
    }

    package func write(to bytes: inout [UInt8]) { bytes.append(bigEndian: self) }
}

extension [UInt8] {
    /// Appends an integer with its highest byte first.
    mutating func append(bigEndian value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }
}
