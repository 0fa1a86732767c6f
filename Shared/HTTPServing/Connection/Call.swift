/// A request on its way to its handler.
struct Call: Sendable {
    let route: Route
    let request: Request
}
