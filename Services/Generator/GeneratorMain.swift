import Domain
import Records
import StageWorker

/// Samples responses, normally and on perturbed images.
@main struct GeneratorMain {
    static func main() async throws { try await process.run() }

    static var process: StageProcess<GenerateResponse, ResponseCompletion> {
        StageProcess(
            .generate, name: "generator", port: 8081, completion: ResponseCompletion(),
            handler: { GenerateResponse(drawing: ResponseDrawing(tools: $0)) },
            routes: { GenerateRoutes(drawing: ResponseDrawing(tools: $1)).register(in: &$0) })
    }
}
