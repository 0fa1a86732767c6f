/// The reply to `POST /v1/revise`.
package struct ReviseReply: Sendable, Codable, Hashable {
    package var object: String
    package var feedback: CallText
    package var revision: CallText

    package init(object: String = "revision", feedback: CallText, revision: CallText) {
        self.object = object
        self.feedback = feedback
        self.revision = revision
    }
}
