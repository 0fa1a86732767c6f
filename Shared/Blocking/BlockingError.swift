/// Why a blocking pool did not take work.
package enum BlockingError: Error, Sendable, Hashable {
    /// As much waits as may; try again later, or ask for less at a time.
    case full(waiting: Int)
}

extension BlockingError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .full(let waiting): "all threads are busy and \(waiting) calls wait, as many as may"
        }
    }
}
