/// A call in the queue for a place; it knows its turn by its number.
struct WaitingCall {
    let ticket: Int
    let wish: RoutingWish
    /// There once the caller sleeps.
    var continuation: CheckedContinuation<Result<Place, PlaceRefusal>?, Never>?
}
