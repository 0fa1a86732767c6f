import Domain
import Foundation

extension BackendID {
    /// An order that is the same in every service.
    func precedes(_ other: BackendID) -> Bool { uuid < other.uuid }

    /// The sixteen bytes that stand for it in a hash.
    var bytes: [UInt8] { withUnsafeBytes(of: uuid.uuid, Array.init) }
}
