import Blocking
import Foundation
import HTTPServing

/// Receives one file of a form, block by block: memory stays constant however large it is.
struct FileUpload: Sendable {
    private static let block = 1 << 20
    let trainer: Trainer

    /// Reads the form to its end and keeps its file, once it is whole and on the disk.
    func receive(_ request: Request) async throws -> FineTuningFile {
        let id = TrainerStore.identifier("file-")
        let store = trainer.store
        let (handle, path) = try await trainer.disk.run { try store.beginUpload(id) }
        do {
            let (name, bytes) = try await read(try request.multipart(), into: handle, path)
            return try await trainer.disk.run {
                try store.endUpload(id, handle, at: path, named: name, bytes: bytes)
            }
        } catch {
            unlink(path)
            throw error
        }
    }

    private func read(
        _ form: MultipartParts, into handle: FileHandle, _ path: String
    ) async throws -> (name: String, bytes: Int64) {
        var purpose: String?
        var file: (name: String, bytes: Int64)?
        for try await part in form {
            switch part.name {
            case "purpose": purpose = String(decoding: try await part.body.collect(upTo: 256), as: UTF8.self)
            case "file":
                if file != nil { throw Self.refusal("The form has more than one part named file.", "file") }
                let bytes = try await copy(part.body, to: handle, path)
                file = (String((part.filename ?? "file.jsonl").prefix(200)), bytes)
            default:
                throw Self.refusal("The form has an unknown part; purpose and file are allowed.", part.name)
            }
        }
        guard purpose == FineTuningFile.Purpose.training.rawValue else {
            throw Self.refusal(
                "purpose must be fine-tune; got \(purpose?.prefix(40) ?? "nothing").", "purpose")
        }
        guard let file else { throw Self.refusal("The form has no part named file.", "file") }
        return file
    }

    private func copy(_ body: MultipartContent, to handle: FileHandle, _ path: String) async throws -> Int64 {
        var pending: [UInt8] = []
        var total: Int64 = 0
        for try await piece in body {
            pending += piece
            total += Int64(piece.count)
            if pending.count >= Self.block { try await write(&pending, to: handle, path) }
        }
        try await write(&pending, to: handle, path)
        return total
    }

    private func write(_ pending: inout [UInt8], to handle: FileHandle, _ path: String) async throws {
        let bytes = pending
        pending = []
        try await trainer.disk.run { try DurableFile.append(bytes, to: handle, path) }
    }

    private static func refusal(_ message: String, _ param: String) -> OpenAIError {
        OpenAIError(status: 400, type: "invalid_request_error", message: message, param: param)
    }
}
