/// A trained adapter of scene-model: a small JSON of weight deltas.
struct SceneAdapter: Sendable, Hashable, Codable {
    /// Always `scene`, so that no other adapter is mistaken for one.
    var format: String
    /// The base model its deltas belong to.
    var baseModel: String
    /// By name, `generator.countUnder`.
    var deltas: [String: Double]

    /// Its file inside the adapter's folder.
    static let fileName = "adapter.json"

    enum CodingKeys: String, CodingKey {
        case format, deltas
        case baseModel = "base_model"
    }
}

extension SceneAdapter {
    /// The adapter of deltas by place in θ; zeros are left out.
    init(baseModel: String, deltas: [Int: Double]) {
        self.format = "scene"
        self.baseModel = baseModel
        let named = Weights.names.enumerated().compactMap { index, name in
            deltas[index].flatMap { $0 == 0 ? nil : (name, $0) }
        }
        self.deltas = Dictionary(uniqueKeysWithValues: named)
    }

    /// What makes trained weights of the base model's; deltas of an adapter they started from included.
    init(baseModel: String, weights: Weights) {
        let deltas = zip(weights.values, Weights.untrained.values).map { $0 - $1 }
        self.init(
            baseModel: baseModel,
            deltas: Dictionary(uniqueKeysWithValues: deltas.enumerated().map { ($0, $1) }))
    }

    /// The deltas by place in θ; nil if a name is unknown or a number not finite.
    var places: [Int: Double]? {
        var places: [Int: Double] = [:]
        for (name, delta) in deltas {
            guard delta.isFinite, let index = Weights.places[name] else { return nil }
            places[index] = delta
        }
        return places
    }
}

extension Weights {
    /// The name of each place in θ, `generator.countUnder`.
    static let names = Voice.allCases.flatMap { voice in
        Feature.allCases.map { "\(voice.rawValue).\($0.rawValue)" }
    }

    fileprivate static let places = Dictionary(
        uniqueKeysWithValues: names.enumerated().map { ($0.element, $0.offset) })
}
