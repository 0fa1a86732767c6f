/// How many processes each service has.
struct Replicas: Equatable, Sendable {
    var generators = 1
    var revisers = 1
    var verifiers = 1
    var orchestrators = 1
}
