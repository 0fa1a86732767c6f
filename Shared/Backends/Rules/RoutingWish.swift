package import Digests
package import Domain

/// What a request asks of the backend it is sent to.
package struct RoutingWish: Sendable, Equatable {
    package var role: Role
    package var model: String
    /// The image whose calls should meet one cache; nil where nothing repeats.
    package var affinity: SHA256Digest?
    /// Counted from 0; each starts one backend further, away from what failed.
    package var attempt = 0
    /// Backends this attempt has tried; they come last.
    package var tried: Set<BackendID> = []
    /// Backends that refused this attempt; they are not asked again.
    package var refusedBy: Set<BackendID> = []

    package init(role: Role, model: String, affinity: SHA256Digest? = nil) {
        self.role = role
        self.model = model
        self.affinity = affinity
    }
}
