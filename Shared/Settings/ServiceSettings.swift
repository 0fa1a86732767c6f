/// The settings every service has, whatever it does.
package struct ServiceSettings: Sendable {
    package let listen: ListenAddress
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
        let isInsecure = reader.flag("insecure")
        let listeners = [("listen", listen)] + (serving.operations.map { [("http.operations", $0)] } ?? [])
        for (name, address) in listeners where !address.isLoopback && !isInsecure {
            reader.report(
                name,
                "is \(address), which other machines can reach; API keys are not available yet, "
                    + "so set PAIRMILL_INSECURE=true to allow it, or listen on 127.0.0.1")
        }
    }
}
