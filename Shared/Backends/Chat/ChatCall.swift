package import Domain

/// One request of a stage: an image, a text, and how to draw the reply.
package struct ChatCall: Sendable {
    package var role: Role
    /// An adapter's name or a base; nil for the base the role's backends agree on.
    package var model: String?
    /// The base an adapter stands on, for the record; nil where a base itself is asked.
    package var base: String?
    package var image: ChatImage?
    /// Whether other calls send the same picture; a perturbed one is sent once.
    package var isImageShared = true
    package var text: String
    package var sampling: SamplingParameters
    package var seed: Seed
    /// The form a verdict must have.
    package var format: ReplyFormat?
    /// Counted from 0; a later attempt starts at another backend.
    package var attempt = 0

    package init(
        role: Role, model: String? = nil, image: ChatImage?, text: String, sampling: SamplingParameters,
        seed: Seed
    ) {
        self.role = role
        self.model = model
        self.image = image
        self.text = text
        self.sampling = sampling
        self.seed = seed
    }

    func wish(model: String) -> RoutingWish {
        var wish = RoutingWish(role: role, model: model, affinity: isImageShared ? image?.sha256 : nil)
        wish.attempt = attempt
        return wish
    }
}
