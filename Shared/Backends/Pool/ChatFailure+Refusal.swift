extension ChatFailure {
    /// What it means for the task that it got no place.
    init(_ refusal: PlaceRefusal, of wish: RoutingWish) {
        let role = wish.role
        switch refusal {
        case .nowhere(.noBackend):
            self.init(
                .snooze(.seconds(5)),
                "no active backend serves role \(role); add one with POST /v1/backends")
        case .nowhere(.notListed):
            self.init(
                .snooze(.seconds(2)),
                "no backend of role \(role) serves model \(wish.model); load it there or name another")
        case .nowhere(.notAsked), .nowhere(.refused), .full:
            self.init(.release, "no backend of role \(role) had a place in time")
        case .crowded: self.init(.release, "too many calls wait for a backend of role \(role)")
        case .cancelled: self.init(.release, "cancelled")
        }
    }
}
