/// What a service's HTTP server takes on (docs/http.md §3).
package struct ServingSettings: Sendable, Equatable {
    /// Where probes and metrics are answered besides, whatever the main port does; nil for nowhere.
    package let operations: ListenAddress?
    /// Nil for as many as descriptors allow.
    package let connections: Int?
    /// Nil for any number.
    package let connectionsPerAddress: Int?
    /// Nil for any number.
    package let requestsPerConnection: Int?
    /// Requests that are worked on at once.
    package let handlers: Int
    /// Bytes of request content in memory.
    package let bodies: Int
    /// Bytes of replies in memory that their readers have not taken.
    package let output: Int
    package let message: MessageSettings
    package let idle: Duration
    package let age: Duration
    /// How long a stopping process answers as before while /readyz fails.
    package let settle: Duration
    /// Nil for plain HTTP.
    package let certificate: CertificateSettings?

    init(reading reader: inout SettingsReader) {
        operations = reader.parsed("http.operations", default: nil) { try ListenAddress(parsing: $0) }
        connections = Self.bound(&reader, "http.connections", in: 16...1_000_000)
        connectionsPerAddress = Self.bound(&reader, "http.connections.per.address", in: 1...1_000_000)
        requestsPerConnection = Self.bound(&reader, "http.requests.per.connection", in: 1...1_000_000_000)
        handlers = reader.integer("http.handlers", default: 1_024, in: 1...1_000_000)
        bodies = reader.size("http.bodies", default: 256 << 20)
        output = reader.size("http.output", default: 256 << 20)
        message = MessageSettings(reading: &reader)
        idle = reader.duration("http.idle", default: .seconds(75))
        age = reader.duration("http.age", default: .seconds(3_600))
        settle = reader.duration("http.settle", default: .zero)
        certificate = CertificateSettings(reading: &reader)
    }

    /// A number, or nil where none is given.
    private static func bound(
        _ reader: inout SettingsReader, _ name: String, in range: ClosedRange<Int>
    ) -> Int? {
        let value = reader.integer(name, default: 0, in: range)
        return value == 0 ? nil : value
    }
}
