import Digests
import Domain
import Foundation
import Records

extension FolderExport {
    /// The moment an export of a job stands for: its end, or now while it runs.
    static func snapshot(of job: JobRecord, now: Date = Date()) -> Date { job.finishedAt ?? now }

    /// Names the bytes (RFC 9110 §8.8.3): equal for the same query and snapshot, quotes included.
    var entityTag: String {
        let parts = [
            job.id.description, job.specificationDigest.hex, "\(snapshot.timeIntervalSince1970)",
            query.format.rawValue, query.kinds.map(\.rawValue).joined(separator: ","),
            query.rounds?.map(String.init).joined(separator: ",") ?? "all", "\(query.filters)",
            "\(query.holdout)", "\(query.referenceGuided)",
        ]
        return "\"\(SHA256Digest(of: Array(parts.joined(separator: "\u{0}").utf8)).hex)\""
    }
}
