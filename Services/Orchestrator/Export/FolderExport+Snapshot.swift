import Digests
import Domain
import Foundation
import HTTPServing
import Records

extension FolderExport {
    /// The moment an export of a job stands for: its end, or now while it runs.
    static func snapshot(of job: JobRecord, now: Date = Date()) -> Date { job.finishedAt ?? now }

    /// Names the bytes: equal for the same query and snapshot.
    var entityTag: EntityTag {
        let parts = [
            job.id.description, job.specificationDigest.hex, "\(snapshot.timeIntervalSince1970)",
            query.format.rawValue, query.kinds.map(\.rawValue).joined(separator: ","),
            query.rounds?.map(String.init).joined(separator: ",") ?? "all", "\(query.filters)",
            "\(query.holdout)", "\(query.referenceGuided)",
        ]
        return EntityTag(SHA256Digest(of: Array(parts.joined(separator: "\u{0}").utf8)).hex)
    }
}
