import Backends
import Blobs
import Domain
import Postgres
import Records

/// The prompts an adapter is proven with: fixed, and of the samples it is meant for.
struct GatePrompts: Sendable {
    private let samples: GateSamples
    private let blobs: any BlobStore

    /// How many are asked, where the job has so many samples.
    private static let count = 8

    init(_ database: PostgresPool, blobs: any BlobStore) {
        samples = GateSamples(database)
        self.blobs = blobs
    }

    /// As the stages send them: instructions for the generator, responses to diagnose for the
    /// reviser. Hard samples of the round before first, in their order.
    func prompts(
        for adapter: AdapterRecord, by specification: JobSpecification
    ) async throws -> [AdapterGate.Prompt] {
        let sent = try SentPrompts(specification)
        let found = try await samples.read(before: adapter.round, of: adapter.job, limit: Self.count)
        var prompts: [AdapterGate.Prompt] = []
        for sample in found where adapter.role == .generator || sample.response != nil {
            let bytes = try await blobs.get(sample.image)
            let text =
                adapter.role == .reviser
                ? sent.feedback(instruction: sample.instruction, response: sample.response ?? "")
                : sent.generation(instruction: sample.instruction)
            prompts.append(.init(image: ChatImage(bytes: bytes, type: .of(bytes)), text: text))
        }
        return prompts
    }
}
