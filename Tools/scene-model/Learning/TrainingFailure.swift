/// Why a training ends without an adapter (BACKENDS §8).
enum TrainingFailure: Error, Sendable, Hashable {
    /// A line that can't be read, or whose image can't be.
    case badLine(number: Int, reason: String)
    case noRows
    case tooManyRows(allowed: Int)
    /// Most rows hold texts that the model could never write.
    case rowsDropped(count: Int, of: Int)
    /// The loss stayed where it began, at ln 2.
    case noLearning
    /// The server's own fault.
    case server(String)

    /// The contract's word for it.
    var code: String {
        switch self {
        case .badLine, .noRows, .tooManyRows: "invalid_training_file"
        case .rowsDropped: "rows_dropped"
        case .noLearning: "no_learning"
        case .server: "server_error"
        }
    }

    /// What a person reads.
    var message: String {
        switch self {
        case .badLine(let number, let reason): "line \(number): \(reason)"
        case .noRows: "the file has no lines"
        case .tooManyRows(let allowed): "the file has more than \(allowed) lines; send fewer pairs"
        case .rowsDropped(let count, let all):
            "\(count) of \(all) rows can't be scored: this model could not write their texts to their prompts"
        case .noLearning:
            "the loss stayed at ln 2: nothing was learned; is learning_rate 0, or are both texts alike?"
        case .server(let reason): reason
        }
    }
}
