import Domain
import Records
import StageWorker

/// Diagnoses responses and refines them.
@main struct ReviserMain {
    static func main() async throws { try await process.run() }

    static var process: StageProcess<ReviseResponse, RevisionCompletion> {
        StageProcess(
            .revise, name: "reviser", port: 8082, completion: RevisionCompletion(),
            handler: { ReviseResponse(refining: Refining(tools: $0)) },
            routes: { ReviseRoutes(refining: Refining(tools: $1)).register(in: &$0) })
    }
}
