import Blocking
import Contracts
import Foundation
import HTTPServing
import HTTPTypes

extension TrainerRoutes {
    func registerFiles(in router: inout Router) {
        on(.post, "/v1/files", in: &router, limits: .streaming) { request in
            .value(try await FileUpload(trainer: trainer).receive(request).json)
        }
        on(.get, "/v1/files", in: &router) { request in
            try Self.page(of: trainer.store.files, request, id: \.id, json: \.json)
        }
        on(.get, "/v1/files/{file}", in: &router) { request in .value(try file(of: request).json) }
        on(.delete, "/v1/files/{file}", in: &router) { request in try await remove(file(of: request)) }
        on(.get, "/v1/files/{file}/content", in: &router, limits: .streaming) { request in
            try await contents(of: file(of: request))
        }
    }

    private func file(of request: Request) throws(OpenAIError) -> FineTuningFile {
        let id = request.parameter("file")
        guard let file = trainer.store.file(id) else {
            throw .notFound("No such File object: \(id.prefix(80))")
        }
        return file
    }

    private func remove(_ file: FineTuningFile) async throws -> Reply {
        let store = trainer.store
        switch try await trainer.disk.run({ try store.remove(file.id) }) {
        case .done: return .value(["id": .string(file.id), "object": "file", "deleted": true])
        case .notFound: throw OpenAIError.notFound("No such File object: \(file.id)")
        case .inUse:
            throw OpenAIError(
                status: 409, type: "invalid_request_error",
                message: "\(file.id) is needed by a training that is not over; cancel that first.")
        }
    }

    /// The file's bytes, read as the client takes them.
    private func contents(of file: FineTuningFile) async throws -> Reply {
        let (disk, path) = (trainer.disk, trainer.store.folder.contents(of: file.id))
        let handle = try await disk.run { try FileHandle(forReadingFrom: URL(filePath: path)) }
        return .stream(type: "application/octet-stream") { writer in
            while let block = try await disk.run({ try handle.read(upToCount: 1 << 18) }), !block.isEmpty {
                try await writer.write([UInt8](block))
            }
        }
    }
}
