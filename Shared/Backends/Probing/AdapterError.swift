/// Why a backend does not have an adapter it was told to load.
package enum AdapterError: Error, Sendable, Equatable {
    /// Its kind has no way to load one while it runs (BACKENDS §7).
    case cannotLoad(Backend.Kind)
    /// The backend does not see the folder: another mount, or not written yet.
    case noSuchPath(String)
    /// It refuses this adapter: its rank, its kind, its modules.
    case refused(String)
    /// It can't be reached, or not with our key; it may be back soon.
    case unreachable(ProbeError)
}

extension AdapterError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .cannotLoad(let kind): "a backend of kind \(kind) can't load adapters while it runs"
        case .noSuchPath(let reason): "the backend does not find the adapter's folder: \(reason)"
        case .refused(let reason): "the backend refuses the adapter: \(reason)"
        case .unreachable(let error): error.description
        }
    }
}
