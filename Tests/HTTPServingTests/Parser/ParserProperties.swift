/// What must hold for any bytes at all; used on seeded changes of the corpus, and by libFuzzer.
enum ParserProperties {
    /// Nil if all of it holds, else what does not. The first byte is a `ParserChoice`, the others are read.
    static func violation(of input: [UInt8]) -> String? {
        guard let first = input.first else { return nil }
        return violation(of: Array(input.dropFirst()), under: ParserChoice(first))
    }

    private static func violation(of input: [UInt8], under choice: ParserChoice) -> String? {
        let whole = trace(of: input, cuts: [], under: choice)
        for cuts in self.cuts(of: input) where trace(of: input, cuts: cuts, under: choice) != whole {
            return "cut at \(cuts) it is read in another way"
        }
        let grammar = GrammarReading(input, limits: choice.limits, bodyLimit: choice.bodyLimit)
        return disagreement(of: grammar, with: whole)
    }

    private static func trace(of input: [UInt8], cuts: [Int], under choice: ParserChoice) -> ParserTrace {
        ParserTrace(input, cuts: cuts, limits: choice.limits, bodyLimit: choice.bodyLimit)
    }

    /// Every byte alone, and two places that the input itself chooses.
    private static func cuts(of input: [UInt8]) -> [[Int]] {
        guard input.count > 2 else { return [] }
        let places = [input[0], input[input.count / 2]].map { 1 + Int($0) % (input.count - 1) }.sorted()
        return [Array(1..<input.count), places]
    }

    private static func disagreement(of grammar: GrammarReading, with trace: ParserTrace) -> String? {
        if (trace.rule != nil) != (grammar.ending == .refused) {
            return "refused by \(trace.rule ?? "none"), where the grammar is \(grammar.ending)"
        }
        let messages = trace.messages
        return messages == grammar.messages ? nil : "\(messages) in place of \(grammar.messages)"
    }
}

extension ParserTrace {
    /// The requests that were read to their ends.
    fileprivate var messages: [GrammarReading.Message] {
        var messages: [GrammarReading.Message] = []
        var current: GrammarReading.Message?
        for event in events {
            switch event {
            case .head(let method, let target, _): current = .init(method: method, target: target)
            case .content(let bytes): current?.content += bytes
            case .end: messages += current.take().map { [$0] } ?? []
            case .rejected: break
            }
        }
        return messages
    }
}
