package import Digests
package import Foundation
package import Postgres

/// `uuid`, 16 bytes.
extension UUID: SQLScalar {
    package static var sqlType: SQLType { SQLType(rawValue: 2950) }
    package static var sqlArrayType: SQLType { SQLType(rawValue: 2951) }
    package static func reads(_ type: SQLType) -> Bool { type == sqlType }

    package init?(binary bytes: UnsafeRawBufferPointer, of type: SQLType) {
        guard bytes.count == MemoryLayout<uuid_t>.size else { return nil }
        self.init(uuid: bytes.loadUnaligned(as: uuid_t.self))
    }

    package func write(to bytes: inout [UInt8]) {
        withUnsafeBytes(of: uuid) { bytes.append(contentsOf: $0) }
    }
}

/// A digest is stored as the 32 bytes it is.
extension SHA256Digest: SQLScalar {
    package static var sqlType: SQLType { [UInt8].sqlType }
    package static var sqlArrayType: SQLType { [UInt8].sqlArrayType }
    package static func reads(_ type: SQLType) -> Bool { [UInt8].reads(type) }

    package init?(binary bytes: UnsafeRawBufferPointer, of type: SQLType) {
        self.init(bytes: Array(bytes))
    }

    package func write(to bytes: inout [UInt8]) { bytes.append(contentsOf: self.bytes) }
}
