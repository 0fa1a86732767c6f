package import Domain

/// The reply to `POST /v1/generate`.
package struct GenerateReply: Sendable, Codable, Hashable {
    package var object: String
    package var response: CallText
    package var perturbation: Perturbation?

    package init(object: String = "response", response: CallText, perturbation: Perturbation? = nil) {
        self.object = object
        self.response = response
        self.perturbation = perturbation
    }
}
