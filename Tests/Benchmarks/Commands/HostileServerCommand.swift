import ArgumentParser

/// The server's side of `http-hostile`, which starts it.
struct HostileServerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "http-hostile-server", abstract: "Serve until ended.", shouldDisplay: false)

    @Argument var descriptors: Int
    @Argument var connections: Int

    func run() async throws {
        try await HostileServer(descriptors: descriptors, connections: connections).run()
    }
}
