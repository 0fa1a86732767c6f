package import FoundationEssentials

extension Bool: SQLScalar {
    package static var sqlType: SQLType { .bool }
    package static var sqlArrayType: SQLType { SQLType(rawValue: 1000) }
    package static func reads(_ type: SQLType) -> Bool { type == .bool }

    package init?(binary bytes: UnsafeRawBufferPointer, of type: SQLType) {
        guard bytes.count == 1 else { return nil }
        self = bytes[0] != 0
    }

    package func write(to bytes: inout [UInt8]) { bytes.append(self ? 1 : 0) }
}

extension Double: SQLScalar {
    package static var sqlType: SQLType { .float8 }
    package static var sqlArrayType: SQLType { SQLType(rawValue: 1022) }
    package static func reads(_ type: SQLType) -> Bool { type == .float8 || type == .float4 }

    package init?(binary bytes: UnsafeRawBufferPointer, of type: SQLType) {
        switch (type, bytes.count) {
        case (.float8, 8):
            self.init(bitPattern: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)))
        case (.float4, 4):
            self.init(Float(bitPattern: UInt32(bigEndian: bytes.loadUnaligned(as: UInt32.self))))
        default: return nil
        }
    }

    package func write(to bytes: inout [UInt8]) { bytes.append(bigEndian: bitPattern) }
}

extension String: SQLScalar {
    package static var sqlType: SQLType { .text }
    package static var sqlArrayType: SQLType { SQLType(rawValue: 1009) }

    /// Text of every kind, JSON and enums.
    package static func reads(_ type: SQLType) -> Bool {
        [.text, .varchar, .bpchar, .name, .unknown, .json, .jsonb].contains(type) || type.isUserDefined
    }

    package init?(binary bytes: UnsafeRawBufferPointer, of type: SQLType) {
        // jsonb is its text behind one byte of version.
        self.init(decoding: type == .jsonb ? bytes.dropFirst() : bytes[...], as: UTF8.self)
    }

    package func write(to bytes: inout [UInt8]) { bytes.append(contentsOf: utf8) }

    package var sendingProblem: String? {
        utf8.contains(0) ? "a text contains NUL, which PostgreSQL cannot store; remove it" : nil
    }
}

/// `timestamptz`, to the microsecond.
extension Date: SQLScalar {
    package static var sqlType: SQLType { .timestamptz }
    package static var sqlArrayType: SQLType { SQLType(rawValue: 1185) }
    package static func reads(_ type: SQLType) -> Bool { type == .timestamptz }

    /// PostgreSQL counts from 2000-01-01 UTC, Foundation from a year later.
    private static let leapYear = 366.0 * 86_400

    package init?(binary bytes: UnsafeRawBufferPointer, of type: SQLType) {
        guard let microseconds = Int64(binary: bytes, of: .int8) else { return nil }
        switch microseconds {
        case .max: self = .distantFuture
        case .min: self = .distantPast
        default: self.init(timeIntervalSinceReferenceDate: Double(microseconds) / 1e6 - Self.leapYear)
        }
    }

    package func write(to bytes: inout [UInt8]) {
        let microseconds = ((timeIntervalSinceReferenceDate + Self.leapYear) * 1e6).rounded()
        bytes.append(bigEndian: Int64(exactly: microseconds) ?? (microseconds < 0 ? .min : .max))
    }
}

/// `bytea`.
extension [UInt8]: SQLScalar {
    package static var sqlType: SQLType { .bytea }
    package static var sqlArrayType: SQLType { SQLType(rawValue: 1001) }
    package static func reads(_ type: SQLType) -> Bool { type == .bytea }

    package init?(binary bytes: UnsafeRawBufferPointer, of type: SQLType) { self.init(bytes) }

    package func write(to bytes: inout [UInt8]) { bytes.append(contentsOf: self) }
}
