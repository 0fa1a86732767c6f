import HTTPTypes

/// One method of one path pattern, and who answers it.
struct Route: Sendable {
    let method: HTTPRequest.Method
    /// As registered, `/v1/jobs/{job}`: the name of the route in metrics.
    let pattern: String
    let parameterNames: [String]
    let limits: RouteLimits
    let handler: Router.Handler
}
