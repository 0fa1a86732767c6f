package import Blocking
package import HTTPServing

extension BlockingError: ProblemConvertible {
    /// A client may come again: what waits is over in seconds.
    package var problem: Problem {
        var problem = Problem(503, code: "busy", detail: description)
        problem.retryAfter = 1
        return problem
    }
}
