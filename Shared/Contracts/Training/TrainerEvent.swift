/// Something a trainer told of a training.
package struct TrainerEvent: Sendable, Codable, Hashable {
    package var id: String
    /// `info`, `warn` or `error`.
    package var level: String?
    /// `message` or `metrics`.
    package var type: String?
    package var message: String?
    package var data: Figures?

    /// The figures of metrics, and of the evaluation before and after.
    package struct Figures: Sendable, Codable, Hashable {
        package var step: Int?
        package var totalSteps: Int?
        package var loss: Double?
        package var accuracy: Double?
        package var margin: Double?
        package var learningRate: Double?
        package var etaSeconds: Double?
        package var marginBefore: Double?
        package var marginAfter: Double?

        package enum CodingKeys: String, CodingKey {
            case step, loss
            case totalSteps = "total_steps"
            case accuracy = "rewards/accuracies"
            case margin = "rewards/margins"
            case learningRate = "learning_rate"
            case etaSeconds = "eta_seconds"
            case marginBefore = "margin_before"
            case marginAfter = "margin_after"
        }
    }
}

/// A page of events, newest first; `after` an id pages to older ones.
package struct TrainerEventList: Sendable, Codable, Hashable {
    package var data: [TrainerEvent]
    package var hasMore: Bool?

    package enum CodingKeys: String, CodingKey {
        case data
        case hasMore = "has_more"
    }
}

/// An uploaded or a result file.
package struct TrainerFile: Sendable, Codable, Hashable {
    package var id: String
    package var bytes: Int?
}
