/// The reply to `POST /v1/verify`.
package struct VerifyReply: Sendable, Codable, Hashable {
    package var object: String
    package var verdict: VerdictRow
    package var prompt: String
    /// The raw text of every vote that could be read.
    package var votes: [CallText]
    /// Draws nobody could read.
    package var unreadable: Int

    package init(
        object: String = "verdict", verdict: VerdictRow, prompt: String, votes: [CallText],
        unreadable: Int = 0
    ) {
        self.object = object
        self.verdict = verdict
        self.prompt = prompt
        self.votes = votes
        self.unreadable = unreadable
    }
}
