/// What a feedback wants changed, read from its words.
struct Correction: Sendable, Hashable {
    /// The right answer to a short question, nil if none is named.
    var answer: Answer?
    /// Looks that should be mentioned with this count; 0 is one that is not there.
    var counts: [Look: Int] = [:]
    var word: String?
    var namesForm: Bool

    init(readFrom feedback: String, to question: Question) {
        let tokens = Tokens(feedback)
        namesForm = tokens.words.contains("form") || tokens.words.contains("format")
        for mention in Mention.all(in: tokens) {
            if let look = mention.descriptor.look, let count = mention.count { counts[look] = count }
        }
        if question == .everything {
            word = Claims(Statement(feedback, to: question).answer).word
        } else {
            answer = Self.answer(in: feedback, to: question)
        }
    }

    /// What stands after the last "the picture shows", else nothing certain.
    private static func answer(in feedback: String, to question: Question) -> Answer? {
        guard let marker = feedback.ranges(of: "the picture shows").last else { return nil }
        let rest = feedback[marker.upperBound...].prefix { $0 != "." }
        return Statement(rest, to: question).answer
    }
}
