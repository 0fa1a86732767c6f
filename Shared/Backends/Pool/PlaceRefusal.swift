/// Why a call got no place at any backend.
enum PlaceRefusal: Error, Equatable {
    case nowhere(Routing.Reason)
    /// None became free in time, or none is free and the call would not wait.
    case full
    /// As many calls wait already as may.
    case crowded
    case cancelled
}
