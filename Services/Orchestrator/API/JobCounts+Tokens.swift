import Contracts
import Records

extension JobCounts {
    /// Tokens sent and received over all stored calls of a job.
    func tokens(of job: Int32) async throws -> TokenCounts {
        let (sent, received) = try await tokenSums(of: job)
        return TokenCounts(tokensIn: sent, tokensOut: received)
    }
}
