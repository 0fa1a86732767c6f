import Foundation

/// What a model said to one of the gate's prompts, as far as it is compared.
struct GateAnswer: Sendable, Equatable {
    let text: String
    /// Each token with its log-probability; nil where the server gives none.
    let tokens: [Token]?

    struct Token: Sendable, Equatable {
        let text: String
        let logProbability: Double
    }

    /// How far apart two answers are, in nats: the greatest difference of one token's
    /// log-probability up to the first token that differs.
    ///
    /// Where another token was taken with probability q, this one has min(q, 1 − q) at most
    /// there. So a near tie that falls the other way is no difference, and two models that
    /// are sure of different words are far apart. Without probabilities there is only other
    /// words or the same.
    func distance(to other: GateAnswer) -> Double {
        guard let tokens, let others = other.tokens else { return text == other.text ? 0 : .infinity }
        var distance = 0.0
        for (one, another) in zip(tokens, others) {
            guard one.text == another.text else {
                let taken = exp(another.logProbability)
                let most = log(max(1e-9, min(taken, 1 - taken)))
                return max(distance, one.logProbability - most)
            }
            distance = max(distance, abs(one.logProbability - another.logProbability))
        }
        return distance
    }
}
