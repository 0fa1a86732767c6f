import Digests
import Domain

/// How adapters are named: `<gen|rev>-<job8>-r<round>-<sha12>`, never used twice (BACKENDS §7).
///
/// job8 are the last 8 hex digits of the job's id; a UUIDv7 begins with the time, so its first
/// ones are those of its neighbours too (DECISIONS 25).
enum AdapterNaming {
    /// The name but for the digest, as a training is asked to end it.
    static func suffix(_ role: Role, round: Int, of job: JobID) -> String {
        "\(role == .generator ? "gen" : "rev")-\(job.digits.suffix(8))-r\(round)"
    }

    static func name(_ suffix: String, _ digest: SHA256Digest) -> String {
        "\(suffix)-\(digest.hex.prefix(12))"
    }
}
