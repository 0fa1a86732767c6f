/// What is done to a cluster while it works.
package enum Fault: String, Sendable, Hashable, CaseIterable, Codable {
    /// kill -9 of a process, which is started again in its place and under its name.
    case kill
    /// SIGSTOP for twice the time after which it is taken for dead, then SIGCONT: a zombie.
    case freeze
    /// pg_terminate_backend of every connection of a process.
    case terminate
    /// An immediate restart of PostgreSQL, as after a crash.
    case restart
    /// The answer to a commit is lost with its connection.
    case loseCommit
    /// The wall clock of a process jumps by up to an hour, forwards or backwards.
    case jumpClock
    /// No byte more fits onto the disk of the pictures.
    case fillDisk
    /// The backend is killed and started again.
    case killBackend
    /// Every call is answered with 503, 500 or 429.
    case backendRefuses
    /// No call is answered.
    case backendHangs
    /// Every answer breaks off.
    case backendDrops
    /// Every answer is rubbish.
    case backendBabbles

    /// Those that strike the cluster itself, whatever its backends are.
    package static let ofCluster: [Fault] = [.kill, .freeze, .terminate, .restart, .loseCommit, .jumpClock]
    /// Those that strike the backend.
    package static let ofBackend: [Fault] = [
        .killBackend, .backendRefuses, .backendHangs, .backendDrops, .backendBabbles,
    ]

    /// What scene-model is told, as `--fault`, to behave like that; empty where it is not its doing.
    var behaviour: [String] {
        switch self {
        case .backendRefuses: ["503=0.4", "500=0.3", "429=0.3"]
        case .backendHangs: ["hang=1"]
        case .backendDrops: ["drop=1"]
        case .backendBabbles: ["garbage=1"]
        default: []
        }
    }
}
