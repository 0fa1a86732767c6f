import Dispatch
import Foundation
import Logging
import ServiceLifecycle
import TLS

/// Reads a server's certificate anew upon SIGHUP; what is wrong with it is logged, and the old one stays.
struct CertificateReload: Service {
    let identity: TLSIdentity
    let logger: Logger

    func run() async throws {
        let (signals, continuation) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        signal(SIGHUP, SIG_IGN)
        let source = DispatchSource.makeSignalSource(
            signal: SIGHUP, queue: DispatchQueue(label: "pairmill.hangup"))
        source.setEventHandler { continuation.yield() }
        source.resume()
        defer { source.cancel() }
        tell("certificate in use")
        for await _ in signals.cancelOnGracefulShutdown() {
            do throws(TLSFileError) {
                try identity.reload()
                tell("certificate read anew")
            } catch {
                logger.error("certificate not read anew, the old one stays", error: error)
            }
        }
    }

    private func tell(_ what: Logger.Message) {
        logger.info(what, metadata: ["ends": "\(identity.ends.ISO8601Format())"])
    }
}
