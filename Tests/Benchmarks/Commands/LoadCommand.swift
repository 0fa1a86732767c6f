import ArgumentParser

/// The client's side of `http`, which starts it.
struct LoadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "http-load", abstract: "Send requests and count replies.", shouldDisplay: false)

    @Argument var port: UInt16
    @Argument var connections: Int
    @Argument var requests: Int

    func run() throws {
        var load = LoadGenerator(port: port, connections: connections, requests: requests)
        try load.run()
    }
}
