/// The body of `GET /v1/models`.
package struct ModelList: Sendable, Codable, Equatable {
    package var object: String?
    package var data: [Model]

    package init(_ data: [Model]) {
        self.object = "list"
        self.data = data
    }

    /// A base model, or an adapter whose `root` and `parent` say what it stands on.
    package struct Model: Sendable, Codable, Equatable {
        package var id: String
        package var object: String?
        package var ownedBy: String?
        package var root: String?
        package var parent: String?
        package var maxModelLength: Int?

        package init(id: String, ownedBy: String, root: String? = nil, parent: String? = nil) {
            self.id = id
            self.object = "model"
            self.ownedBy = ownedBy
            self.root = root
            self.parent = parent
        }

        package enum CodingKeys: String, CodingKey {
            case id, object, root, parent
            case ownedBy = "owned_by"
            case maxModelLength = "max_model_len"
        }
    }
}
