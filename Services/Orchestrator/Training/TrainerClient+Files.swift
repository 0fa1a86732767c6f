import Contracts
import Curl
import Foundation

extension TrainerClient {
    /// Sends a file of training lines, from its start; returns the trainer's name for it.
    ///
    /// A form of two parts, streamed (RFC 7578). What takes longer than a day is given up.
    func upload(descriptor: Int32, size: Int) async throws(TrainerError) -> String {
        let boundary = "pairmill-\(UInt64.random(in: .min ... .max))-\(UInt64.random(in: .min ... .max))"
        let before = """
            --\(boundary)\r\nContent-Disposition: form-data; name="purpose"\r\n\r\nfine-tune\r\n\
            --\(boundary)\r\nContent-Disposition: form-data; name="file"; filename="pairs.jsonl"\r\n\
            Content-Type: application/x-ndjson\r\n\r\n
            """
        var request = request("POST", "/v1/files", deadline: .seconds(86_400))
        request.fields.append(("Content-Type", "multipart/form-data; boundary=\(boundary)"))
        request.file = CurlFile(
            descriptor: descriptor, size: size, before: Array(before.utf8),
            after: Array("\r\n--\(boundary)--\r\n".utf8))
        // A connection that dies must not have libcurl send the file from its middle.
        request.freshConnection = true
        return try Self.decode(TrainerFile.self, try await send(request)).id
    }

    /// Fetches a file of the trainer and hands it on piece by piece.
    func download(_ id: String, to write: ([UInt8]) async throws -> Void) async throws {
        var request = request("GET", "/v1/files/\(id)/content", deadline: .seconds(3_600))
        request.maxReplyBytes = Self.largestAdapter
        let reply = try await open(request)
        if !(200..<300).contains(reply.status) { throw try await Self.error(reply) }
        var pieces = reply.body.makeAsyncIterator()
        while let piece = try await Self.next(&pieces) { try await write(piece) }
    }

    private func open(_ request: CurlRequest) async throws(TrainerError) -> CurlStreamedReply {
        do throws(CurlError) {
            return try await client.stream(request)
        } catch {
            throw .unreachable("\(url): \(error)")
        }
    }

    private static func next(_ pieces: inout CurlBody.Iterator) async throws(TrainerError) -> [UInt8]? {
        do throws(CurlError) {
            return try await pieces.next()
        } catch {
            throw .unreachable("a file broke off: \(error)")
        }
    }

    private static func error(_ reply: CurlStreamedReply) async throws -> TrainerError {
        var body: [UInt8] = []
        for try await piece in reply.body where body.count < 4_096 { body += piece }
        return error(reply.status, body) ?? .unreachable("\(reply.status)")
    }

    /// A LoRA of rank 512 on a model of 70 billion weights is below it.
    private static let largestAdapter = 64 << 30
}
