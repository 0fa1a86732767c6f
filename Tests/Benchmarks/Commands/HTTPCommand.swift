import ArgumentParser

struct HTTPCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "http",
        abstract: "CPU time per request of a fixed reply, beside the least an epoll loop takes.")

    @Argument(help: "A program that serves the same on the port it is given, to be measured in the same run.")
    var peer: String?

    func run() async throws { try await HTTPBenchmark(peer: peer).run() }
}
