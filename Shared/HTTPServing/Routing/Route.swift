package import Access
package import HTTPTypes

/// One method of one path pattern, and who answers it.
package struct Route: Sendable {
    package let method: HTTPRequest.Method
    /// As registered, `/v1/jobs/{job}`: the name of the route in metrics.
    package let pattern: String
    package let limits: RouteLimits
    /// What its caller's key must be good for; nil for a route that is open to everybody.
    package let needs: KeyRole?
    /// What it takes and answers; nil for one that no description tells of.
    package let description: RouteDescription?
    /// Its place among the router's routes.
    let number: Int
    let parameterNames: [String]
    let handler: Router.Handler
}
