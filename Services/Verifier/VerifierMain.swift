import Domain
import Records
import StageWorker

/// Judges responses and revisions against their references.
@main struct VerifierMain {
    static func main() async throws { try await process.run() }

    static var process: StageProcess<VerifyText, VerdictCompletion> {
        StageProcess(
            .verify, name: "verifier", port: 8083, completion: VerdictCompletion(),
            handler: { VerifyText(judging: Judging(tools: $0)) },
            routes: { VerifyRoutes(judging: Judging(tools: $1)).register(in: &$0) })
    }
}
