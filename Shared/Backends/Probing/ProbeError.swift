/// Why a backend gave no usable reply to a question about itself.
package enum ProbeError: Error, Sendable, Equatable {
    /// It refuses our key, or has none, or its address can't be used.
    case refused(String)
    /// It can't be reached, or replies something else; it may be back soon.
    case unreachable(String)
}

extension ProbeError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .refused(let reason): "refused: \(reason)"
        case .unreachable(let reason): "unreachable: \(reason)"
        }
    }
}
