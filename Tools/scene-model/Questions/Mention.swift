/// A place where a text names objects: `two small red circles`, `no square`.
struct Mention: Sendable, Hashable {
    /// How many, nil where the text does not say (`the circles`).
    let count: Int?
    let descriptor: Descriptor

    /// Every mention in a text, in order; each ends with a shape or `object`.
    static func all(in tokens: Tokens) -> [Mention] {
        var mentions: [Mention] = []
        for (index, word) in tokens.words.enumerated() {
            guard let noun = noun(word) else { continue }
            mentions.append(Mention(endingAt: index, of: tokens.words, shape: noun.shape))
        }
        return mentions
    }

    /// Reads backwards from the noun: hue, size, then the count.
    private init(endingAt end: Int, of words: [String], shape: Shape?) {
        var index = end
        func previous() -> String { index > 0 ? words[index - 1] : "" }
        var descriptor = Descriptor(shape: shape)
        if let hue = Hue(rawValue: previous()) {
            descriptor.hue = hue
            index -= 1
        }
        if let size = Size(rawValue: previous()) {
            descriptor.size = size
            index -= 1
        }
        self.descriptor = descriptor
        count = Self.count(previous())
    }

    private static func count(_ word: String) -> Int? {
        switch word {
        case "a", "an": 1
        case "no": 0
        default: Numeral.number(word)
        }
    }

    private static let nouns: [String: Shape] = Dictionary(
        uniqueKeysWithValues: Shape.allCases.flatMap { [($0.rawValue, $0), ($0.plural, $0)] })

    private static func noun(_ word: String) -> (shape: Shape?, Void)? {
        if let shape = nouns[word] { return (shape, ()) }
        return word == "object" || word == "objects" ? (nil, ()) : nil
    }
}
