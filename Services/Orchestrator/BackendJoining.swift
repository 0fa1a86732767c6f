import Backends
import Domain
import Logging
import Records

/// Brings joining backends into service: asks what they serve and whether they see (BACKENDS §6).
struct BackendJoining: Sendable {
    let records: BackendRecords
    let requests: DirectRequests
    let logger: Logger

    /// Runs until cancelled.
    func run() async {
        var reported: [BackendID: String] = [:]
        while !Task.isCancelled {
            // The database may be away; the next look finds it again.
            let rows = (try? await records.list()) ?? []
            for row in rows where row.state == "joining" {
                let reason = await join(row)
                if let reason, reported[row.id] != reason {
                    logger.warning(
                        "a backend can't join yet", metadata: ["url": "\(row.url)", "reason": "\(reason)"])
                }
                reported[row.id] = reason
            }
            // Cancelled: the loop ends.
            try? await Task.sleep(for: .milliseconds(500))
        }
    }

    /// Nil once the backend is active or somebody else decided about it; else why it is not active.
    private func join(_ row: BackendRecord) async -> String? {
        guard let kind = Backend.Kind(rawValue: row.kind) else { return "its kind \(row.kind) is not known" }
        let backend = Backend(id: row.id, url: row.url, kind: kind, keyEnv: row.keyVariable)
        do {
            let listing = try await requests.listing(of: backend)
            // One that serves merged weights alone has no base, and sees all the same.
            guard let model = (listing.bases.sorted() + listing.names.sorted()).first else {
                return "it lists no model"
            }
            let asked = kind == .auto ? listing.kind : kind
            switch try await VisionProbe(requests).finding(of: backend, kind: asked, model: model) {
            case .blind: return "blind: a red and a blue picture got one reply; is its projector loaded?"
            case .mixesImages:
                logger.warning("a backend mixes images", metadata: ["url": "\(row.url)"])
            case .sees: break
            }
            // Seconds have passed: whoever drained or removed it meanwhile is not overruled.
            guard try await records.admit(row.id) else { return nil }
            logger.info("backend joined", metadata: ["url": "\(row.url)", "model": "\(model)"])
            return nil
        } catch {
            return "\(error)"
        }
    }
}
