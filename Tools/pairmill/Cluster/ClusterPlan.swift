/// Which processes an embedded cluster has, and how each is started.
///
/// Pure: it knows ports and folders and touches none of them.
struct ClusterPlan: Equatable {
    /// What the plan is made from.
    struct Inputs {
        /// The folder of the programs.
        let programs: String
        let folder: String
        let databaseURL: String
        var replicas = Replicas()
        /// Backends given by the user; without them scene-model is started.
        var backends: String?
        var sceneModel = SceneModelSettings()
        /// Who trains adapters; scene-model where it is started and nobody else is named.
        var trainer: String?
        /// Folders the Orchestrator may read images from.
        var intakeRoots: [String] = []
        /// Gives a free port at or after the wanted one, each port once.
        let port: (UInt16) throws -> UInt16
    }

    /// In the order they start in; they stop in the reverse one.
    let members: [ClusterMember]
    /// Run to its end before any service starts.
    let migration: ClusterMember
    /// The Orchestrator's address, for people and for the client.
    let address: String

    init(members: [ClusterMember], migration: ClusterMember, address: String) {
        (self.members, self.migration, self.address) = (members, migration, address)
    }

    init(_ inputs: Inputs) throws {
        let sceneModel = inputs.backends == nil ? try Self.sceneModel(inputs) : nil
        let backends =
            inputs.backends ?? sceneModel.map { Self.registration(of: $0, inputs.sceneModel) } ?? ""
        let orchestrators = try Self.orchestrators(
            inputs, backends: backends, trainer: inputs.trainer ?? sceneModel?.address ?? "")
        address = orchestrators.first?.address ?? ""
        migration = ClusterMember(
            name: "migrate", layer: .orchestrator, arguments: ["\(inputs.programs)/orchestrator", "migrate"],
            environment: Self.environment(inputs, name: "migrate"), port: 0, healthPath: "")
        members = try [sceneModel].compactMap(\.self) + orchestrators + Self.stages(inputs)
    }

    private static func sceneModel(_ inputs: Inputs) throws -> ClusterMember {
        let port = try inputs.port(8090)
        let serve = ["\(inputs.programs)/scene-model", "serve", "--listen", "127.0.0.1:\(port)"]
        return ClusterMember(
            name: "scene-model", layer: .backend,
            arguments: serve + ["--trainer-folder", "\(inputs.folder)/trainer"] + inputs.sceneModel.arguments,
            environment: [:], port: port, healthPath: "/health")
    }

    /// More than its slots: stages do not use all of their shares at all times, and a few calls
    /// in the server's own queue keep its slots busy.
    private static func registration(of member: ClusterMember, _ settings: SceneModelSettings) -> String {
        #"[{"url": "\#(member.address)", "max_in_flight": \#(settings.slots * 13 / 8)}]"#
    }

    private static func orchestrators(
        _ inputs: Inputs, backends: String, trainer: String
    ) throws -> [ClusterMember] {
        try replicas(inputs.replicas.orchestrators, of: "orchestrator", .orchestrator, port: 8080, inputs)
            .map { member in
                member.adding([
                    "PAIRMILL_BACKENDS": backends,
                    "PAIRMILL_INTAKE_ROOTS": inputs.intakeRoots.joined(separator: ":"),
                    "PAIRMILL_TRAINER_URL": trainer,
                    "PAIRMILL_ADAPTERS": "\(inputs.folder)/adapters",
                ])
            }
    }

    private static func stages(_ inputs: Inputs) throws -> [ClusterMember] {
        try replicas(inputs.replicas.generators, of: "generator", .stage, port: 8081, inputs)
            + replicas(inputs.replicas.revisers, of: "reviser", .stage, port: 8082, inputs)
            + replicas(inputs.replicas.verifiers, of: "verifier", .stage, port: 8083, inputs)
    }

    private static func replicas(
        _ count: Int, of service: String, _ layer: ClusterMember.Layer, port: UInt16, _ inputs: Inputs
    ) throws -> [ClusterMember] {
        try (1...max(count, 1)).map { number in
            let name = count > 1 ? "\(service)-\(number)" : service
            let port = try inputs.port(port)
            return ClusterMember(
                name: name, layer: layer, arguments: ["\(inputs.programs)/\(service)"],
                environment: environment(inputs, name: name), port: port, healthPath: "/readyz"
            ).adding(["PAIRMILL_LISTEN": "127.0.0.1:\(port)"])
        }
    }

    private static func environment(_ inputs: Inputs, name: String) -> [String: String] {
        [
            "PAIRMILL_NAME": name,
            "PAIRMILL_DATABASE_URL": inputs.databaseURL,
            "PAIRMILL_BLOBS": "file://\(inputs.folder)/blobs",
        ]
    }
}
