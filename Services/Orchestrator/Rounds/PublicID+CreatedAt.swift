import Contracts
import Domain
import Foundation

extension PublicID {
    /// When it was made, to the millisecond, as its first 48 bits say (RFC 9562 §5.7).
    var createdAt: Date {
        let bytes = withUnsafeBytes(of: uuid.uuid) { Array($0.prefix(6)) }
        let milliseconds = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Date(timeIntervalSince1970: Double(milliseconds) / 1000)
    }
}

extension Timestamp {
    /// To the microsecond.
    init(_ date: Date) {
        self.init(microseconds: Int64((date.timeIntervalSince1970 * 1_000_000).rounded()))
    }
}
