/// What a cluster risks to be fast.
package enum Durability: Sendable, Hashable {
    /// What was committed survives a power cut.
    case full
    /// For tests: a crash of the machine may destroy the cluster, one of the server not.
    case none

    var settings: [(name: String, value: String)] {
        switch self {
        case .full: []
        case .none: [("fsync", "off"), ("synchronous_commit", "off"), ("full_page_writes", "off")]
        }
    }
}
