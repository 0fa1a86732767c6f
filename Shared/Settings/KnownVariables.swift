import Spelling

/// Which variables with the project's prefix mean something to some program.
///
/// A process is often given those of its neighbours as well, by one file for all of
/// them; those are no mistake, and any other is.
enum KnownVariables {
    private static let prefix = "PAIRMILL_"
    /// What follows is an operator's own: variables that hold keys of backends.
    private static let keys = "PAIRMILL_KEY_"

    /// docs/operations.md describes them; the last three are the command line's and the tests'.
    static let all: Set<String> = [
        "PAIRMILL_BACKENDS", "PAIRMILL_BLOBS", "PAIRMILL_BLOB_CACHE", "PAIRMILL_BLOB_CACHE_SIZE",
        "PAIRMILL_CAPACITY", "PAIRMILL_DATABASE_CONNECTIONS", "PAIRMILL_DATABASE_PREPARE",
        "PAIRMILL_DATABASE_URL", "PAIRMILL_GRACE", "PAIRMILL_HTTP_AGE", "PAIRMILL_HTTP_BODIES",
        "PAIRMILL_HTTP_BODY_SPAN", "PAIRMILL_HTTP_CHUNK_EXTENSIONS", "PAIRMILL_HTTP_FIELDS",
        "PAIRMILL_HTTP_FIELD_SECTION", "PAIRMILL_HTTP_HEAD", "PAIRMILL_HTTP_TARGET",
        "PAIRMILL_HTTP_WRITE_SPAN",
        "PAIRMILL_HTTP_CONNECTIONS", "PAIRMILL_HTTP_CONNECTIONS_PER_ADDRESS", "PAIRMILL_HTTP_HANDLERS",
        "PAIRMILL_HTTP_IDLE", "PAIRMILL_HTTP_OPERATIONS", "PAIRMILL_HTTP_OUTPUT",
        "PAIRMILL_HTTP_REQUESTS_PER_CONNECTION",
        "PAIRMILL_HTTP_SETTLE", "PAIRMILL_INSECURE", "PAIRMILL_INTAKE_HOSTS", "PAIRMILL_INTAKE_ROOTS",
        "PAIRMILL_ADAPTERS", "PAIRMILL_LISTEN", "PAIRMILL_LOG_LEVEL", "PAIRMILL_NAME", "PAIRMILL_QUEUE_BEAT",
        "PAIRMILL_QUEUE_HINTS", "PAIRMILL_QUEUE_TTL", "PAIRMILL_THREADS", "PAIRMILL_TLS_CERTIFICATE",
        "PAIRMILL_TLS_CLIENTS",
        "PAIRMILL_TLS_KEY", "PAIRMILL_TLS_TRUST",
        "PAIRMILL_TRAINER_IMAGES", "PAIRMILL_TRAINER_KEY", "PAIRMILL_TRAINER_TIMEOUT", "PAIRMILL_TRAINER_URL",
        "PAIRMILL_API_KEY", "PAIRMILL_ORCHESTRATOR", "PAIRMILL_REQUIRE_POSTGRES",
    ]

    /// Those of deploy/trainer beside them, which a trainer reads by itself; its README has the table.
    static let trainers: Set<String> = Set(
        [
            "ADAPTERS", "CHECKPOINT_EVERY", "COMMAND", "COMMAND_FORMAT", "COMMAND_TEMPLATE", "DATA", "DEVICE",
            "EVALUATION_PAIRS", "GRACE", "IMAGE_HOSTS", "IMAGE_KEY", "INSECURE", "LISTEN", "LOG_LEVEL",
            "MAX_UPLOAD", "MICRO_BATCH", "MODELS",
        ].map { "PAIRMILL_TRAINER_\($0)" })

    /// One sentence for each variable of an environment that nobody knows, in their order.
    static func problems(in environment: [String: String], asked: [String]) -> [String] {
        let known = all.union(trainers).union(asked)
        let unknown = environment.filter { name, value in
            name.hasPrefix(prefix) && !known.contains(name) && !isKey(name) && !isServiceLink(name, value)
        }
        return unknown.keys.sorted().map { "\($0) is not known; \(hint($0, known))" }
    }

    /// Only what follows the prefix is compared, for the prefix is right.
    private static func hint(_ name: String, _ known: Set<String>) -> String {
        let nearest = nearestSpelling(
            of: String(name.dropFirst(prefix.count)), among: known.map { String($0.dropFirst(prefix.count)) })
        return nearest.map { "did you mean \(prefix)\($0)?" } ?? "docs/operations.md lists those that are"
    }

    private static func isKey(_ name: String) -> Bool { name.hasPrefix(keys) && name != keys }

    /// Kubernetes tells every container of the services beside it, whose names may begin like ours.
    private static func isServiceLink(_ name: String, _ value: String) -> Bool {
        name.contains("_SERVICE_") || name.contains("_PORT_")
            || name.hasSuffix("_PORT") && value.contains("://")
    }
}
