/// One process of a cluster: its command line, environment and address.
struct ClusterMember: Equatable, Sendable {
    /// Members of one layer stop together, the layers in reverse order.
    enum Layer: Int, Sendable, CaseIterable {
        case backend, orchestrator, stage
    }

    let name: String
    let layer: Layer
    let arguments: [String]
    /// Added to our own.
    let environment: [String: String]
    let port: UInt16
    /// Answers 200 once the process can work.
    let healthPath: String

    var address: String { "http://127.0.0.1:\(port)" }

    func adding(_ variables: [String: String]) -> ClusterMember {
        ClusterMember(
            name: name, layer: layer, arguments: arguments,
            environment: environment.merging(variables) { $1 }, port: port, healthPath: healthPath)
    }
}
