@testable import Backends

extension BackendID {
    /// The id of a test's n-th backend, of ten; they are ordered by their numbers.
    static func numbered(_ number: Int) -> BackendID { BackendID(rawValue: "b\(number)") }
}
