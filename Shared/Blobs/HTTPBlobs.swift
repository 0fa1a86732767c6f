package import Curl
package import Digests

/// Reads blobs from an Orchestrator, for stages on other hosts (DECISIONS 21).
package struct HTTPBlobs: BlobStore {
    private let base: String
    private let client: CurlClient
    private let fields: [(name: String, value: String)]
    private let mostBytes: Int

    /// `base`: the Orchestrator's address without a slash at the end; `key`: a viewer's API key.
    package init(base: String, client: CurlClient, key: String? = nil, mostBytes: Int = 64 << 20) {
        fields = key.map { [(name: "Authorization", value: "Bearer \($0)")] } ?? []
        self.base = base
        self.client = client
        self.mostBytes = mostBytes
    }

    package func put(_ bytes: [UInt8]) async throws(BlobError) -> SHA256Digest { throw .readOnly }

    package func get(_ digest: SHA256Digest) async throws(BlobError) -> [UInt8] {
        let url = "\(base)/v1/images/\(digest.hex)"
        let reply: CurlReply
        do throws(CurlError) {
            reply = try await client.send(CurlRequest("GET", url, fields: fields, maxReplyBytes: mostBytes))
        } catch .cancelled {
            throw .cancelled
        } catch {
            throw .unreachable("\(base): \(error)")
        }
        guard reply.status == 200 else {
            if reply.status == 404 { throw .missing(digest) }
            let hint = [401, 403].contains(reply.status) ? "; PAIRMILL_API_KEY must hold a viewer's key" : ""
            throw .unreachable("\(base) answered \(reply.status)\(hint)")
        }
        let found = SHA256Digest(of: reply.body)
        guard found == digest else { throw .corrupt(digest, found: found) }
        return reply.body
    }
}
