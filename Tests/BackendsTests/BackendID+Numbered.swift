import Domain
import Foundation

extension BackendID {
    /// The id of a test's n-th backend; they are ordered by their numbers.
    static func numbered(_ number: Int) -> BackendID {
        BackendID(uuid: UUID(uuid: (0, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, UInt8(number))))
    }
}
