/// The settings every service has, whatever it does.
package struct ServiceSettings: Sendable {
    package let listen: ListenAddress
    /// Whether it may listen beyond loopback though no API key was ever made.
    package let isInsecure: Bool
    /// A libpq connection string or URI; it may hold a password.
    package let databaseURL: Secret
    package let logLevel: String
    /// Shown in the worker list and in PostgreSQL's `application_name`.
    package let name: String
    /// How many connections this process may hold at once.
    package let databaseConnections: Int
    /// False behind a PgBouncer older than 1.21 (DECISIONS 22).
    package let preparedStatements: Bool
    /// How long a stopping process waits for work in flight.
    package let grace: Duration
    package let serving: ServingSettings
    /// A file of PEM certificates that it trusts instead of the system's when it calls others.
    package let trust: String?

    package init(reading reader: inout SettingsReader, service: String, port: UInt16) {
        listen = reader.parsed("listen", default: ListenAddress(host: "127.0.0.1", port: port)) { text in
            try ListenAddress(parsing: text)
        }
        databaseURL = Secret(
            reader.required(
                "database.url", hint: "give a PostgreSQL URI such as postgresql://user@host/pairmill"))
        logLevel = reader.string("log.level", default: "info")
        name = reader.string("name", default: service)
        databaseConnections = reader.integer("database.connections", default: 4, in: 1...100)
        preparedStatements = reader.flag("database.prepare", default: true)
        grace = reader.duration("grace", default: .seconds(30))
        serving = ServingSettings(reading: &reader)
        trust = reader.text("tls.trust")
        isInsecure = reader.flag("insecure")
    }

    /// Whether nobody may be let in while no API key was ever made (DECISIONS 23).
    package var requiresKeys: Bool { !listen.isLoopback && !isInsecure }

    /// Why a process ends that needs keys where there are none.
    package var withoutKeys: SettingsError {
        SettingsError(problems: [
            "PAIRMILL_LISTEN is \(listen), which other machines can reach, and nobody has made an API key; "
                + "make one with `orchestrator keys create --role operator --name …`, "
                + "listen on 127.0.0.1, or set PAIRMILL_INSECURE=true to let everybody in"
        ])
    }
}
