import Hummingbird
import Logging
import NIOPosix

/// `peer-hummingbird PORT`: Hummingbird with the one route that `benchmarks http` asks, on one event loop.
@main enum PeerMain {
    static func main() async throws {
        guard CommandLine.arguments.count == 2, let port = Int(CommandLine.arguments[1]) else {
            return print("usage: peer-hummingbird PORT")
        }
        let router = Router()
        router.get("/v1/hello/{name}") { _, _ in "Hello, world!" }
        var logger = Logger(label: "peer")
        logger.logLevel = .warning
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)),
            eventLoopGroupProvider: .shared(MultiThreadedEventLoopGroup(numberOfThreads: 1)), logger: logger)
        try await application.runService()
    }
}
