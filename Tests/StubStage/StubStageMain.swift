import Domain
import Records
import StageWorker

/// `stub-stage generate|revise|verify`: a stage as it is, but for its handler, which asks nobody.
///
/// It stands in for a stage where only the queue is tested: its texts and verdicts follow from
/// their task alone, so that whoever does a task a second time comes to the same.
@main struct StubStageMain {
    static func main() async throws {
        let moment = StubMoment()
        switch CommandLine.arguments.dropFirst().first {
        case "generate":
            try await StageProcess(
                .generate, name: "generator", port: 8081, completion: ResponseCompletion(),
                handler: { _ in StubGenerate(moment: moment) }, routes: { _, _ in }
            ).run()
        case "revise":
            try await StageProcess(
                .revise, name: "reviser", port: 8082, completion: RevisionCompletion(),
                handler: { _ in StubRevise(moment: moment) }, routes: { _, _ in }
            ).run()
        case "verify":
            try await StageProcess(
                .verify, name: "verifier", port: 8083, completion: VerdictCompletion(),
                handler: { _ in StubVerify(moment: moment) }, routes: { _, _ in }
            ).run()
        default: print("usage: stub-stage generate|revise|verify")
        }
    }
}
