import Dispatch
import Foundation
package import Logging
import ServiceLifecycle

/// Turns SIGTERM and SIGINT into a graceful stop, and a second one into haste.
///
/// A service of ours, because swift-service-lifecycle ignores a repeated graceful
/// signal, and the second one must release the work in hand at once (DECISIONS 5).
/// It must be in the process's `ServiceGroup`, which must not handle signals itself.
package struct StopSignals: Service {
    private let logger: Logger
    private let onFirst: @Sendable () async -> Void
    private let onSecond: @Sendable () async -> Void

    /// `onFirst` starts the graceful stop, `onSecond` cuts it short.
    package init(
        logger: Logger,
        onFirst: @escaping @Sendable () async -> Void,
        onSecond: @escaping @Sendable () async -> Void
    ) {
        self.logger = logger
        self.onFirst = onFirst
        self.onSecond = onSecond
    }

    package func run() async throws {
        let (signals, source) = Self.stream(of: [SIGTERM, SIGINT])
        defer { source.forEach { $0.cancel() } }
        var count = 0
        for await signal in signals {
            count += 1
            logger.info("stop signal", metadata: ["signal": "\(signal)", "count": "\(count)"])
            await (count == 1 ? onFirst : onSecond)()
        }
    }

    private static func stream(of numbers: [Int32]) -> (AsyncStream<Int32>, [any DispatchSourceSignal]) {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Int32.self, bufferingPolicy: .bufferingNewest(4))
        let queue = DispatchQueue(label: "pairmill.signals")
        let sources = numbers.map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { continuation.yield(number) }
            source.resume()
            return source
        }
        return (stream, sources)
    }
}
