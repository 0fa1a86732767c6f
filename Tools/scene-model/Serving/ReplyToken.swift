/// A token of a reply: white space and the run that follows it.
struct ReplyToken: Sendable, Hashable {
    var text: String
    /// At temperature 1. What was decided before the token, also without writing
    /// anything, is charged to it; so the sum over all is that of the text.
    var logProbability: Double

    /// An utterance cut into tokens.
    static func all(of utterance: Utterance) -> [ReplyToken] {
        var tokens: [ReplyToken] = []
        var charge = 0.0
        for piece in utterance.pieces {
            charge += piece.logProbability
            for text in runs(of: piece.text) {
                tokens.append(ReplyToken(text: text, logProbability: charge))
                charge = 0
            }
        }
        if charge != 0, let last = tokens.indices.last { tokens[last].logProbability += charge }
        return tokens
    }

    /// `one two ` → `one`, ` two`, ` `.
    private static func runs(of text: String) -> [String] {
        var runs: [String] = []
        var run = ""
        for character in text {
            if character.isWhitespace, run.contains(where: { !$0.isWhitespace }) {
                runs.append(run)
                run = ""
            }
            run.append(character)
        }
        return run.isEmpty ? runs : runs + [run]
    }
}
