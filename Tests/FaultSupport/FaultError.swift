import Foundation

/// Why a run under faults could not be carried out.
package enum FaultError: Error, CustomStringConvertible {
    case system(String, code: Int32)
    case missing(String)
    /// What was promised and not kept, a sentence each.
    case broken([String])

    package var description: String {
        switch self {
        case .system(let call, let code): "\(call): \(String(cString: strerror(code)))"
        case .missing(let what): what
        case .broken(let promises): promises.joined(separator: "\n")
        }
    }
}
