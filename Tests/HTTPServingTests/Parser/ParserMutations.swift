import TestSupport

/// Inputs of the corpus with a few changes, each behind a `ParserChoice`; the same for the same seed.
struct ParserMutations {
    /// What decides how a message is framed.
    private static let words = [
        "Content-Length: 5\r\n", "Content-Length:0", "Transfer-Encoding: chunked\r\n", "Transfer-Encoding:",
        ", chunked", "Host: a\r\n", "\r\n", "\r\n\r\n", "\n", "\r", "0\r\n\r\n", "5\r\nhello\r\n", " ", "\t",
        ":",
        ";x=y", "HTTP/1.0", "HTTP/1.1", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "0", "ffffffffffffffff", "\0",
        "\u{80}",
    ].map { Array($0.utf8) }
    private static let corpus = (ParserCorpus.accepted + ParserCorpus.refused.map(\.input))
        .map { Array($0.utf8) }.filter { $0.count <= 512 }

    private var random: SplitMix

    init(seed: UInt64) { random = SplitMix(seed: seed) }

    mutating func next() -> [UInt8] {
        var input = pick(Self.corpus)
        for _ in 0...random.below(4) { change(&input) }
        return [choice()] + input
    }

    /// Half of the inputs are read under a server's own limits.
    private mutating func choice() -> UInt8 {
        random.below(2) == 0 ? ParserChoice.own : UInt8(1 + random.below(0x7F))
    }

    private mutating func pick(_ list: [[UInt8]]) -> [UInt8] { list[random.below(list.count)] }

    private mutating func change(_ input: inout [UInt8]) {
        let place = random.below(input.count + 1)
        let end = min(input.count, place + 1 + random.below(8))
        switch random.below(6) {
        case 0 where place < input.count: input[place] = UInt8(truncatingIfNeeded: random.next())
        case 1: input.insert(contentsOf: pick(Self.words), at: place)
        case 2: input.removeSubrange(place..<max(place, end))
        case 3: input.replaceSubrange(place..<max(place, end), with: pick(Self.words))
        case 4: input.insert(contentsOf: input[place..<max(place, end)], at: place)
        default: input += pick(Self.corpus)
        }
    }
}
