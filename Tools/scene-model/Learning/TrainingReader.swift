/// Reads a training file a few lines at a time.
struct TrainingReader: Sendable {
    /// More rows than this are refused: they are held in memory.
    static let mostRows = 200_000

    private var lines: TrainingLines
    private let voice: Voice
    private let reference: Weights
    private let pictures = PictureCache(bound: 4_096)
    private(set) var isAtEnd = false
    private(set) var rows = 0
    /// How many rows hold texts the model can't score.
    private(set) var dropped = 0
    /// Tokens of the texts it can.
    private(set) var tokens = 0

    init(_ path: String, voice: Voice, reference: Weights) throws {
        lines = try TrainingLines(path)
        self.voice = voice
        self.reference = reference
    }

    /// The pairs of the next `count` lines, without those that can't be scored. Blocks.
    mutating func read(_ count: Int) throws -> [DPOPair] {
        var pairs: [DPOPair] = []
        for _ in 0..<count {
            guard let line = try lines.next() else {
                isAtEnd = true
                break
            }
            if let pair = try pair(line) { pairs.append(pair) }
        }
        return pairs
    }

    private mutating func pair(_ line: [UInt8]) throws(TrainingFailure) -> DPOPair? {
        guard rows < Self.mostRows else { throw .tooManyRows(allowed: Self.mostRows) }
        let row = try TrainingRow(reading: line, number: lines.number, pictures: pictures)
        rows += 1
        guard let pair = row.pair(for: voice, reference: reference) else {
            dropped += 1
            return nil
        }
        tokens += (row.chosen.utf8.count + row.rejected.utf8.count) / 4
        return pair
    }

    /// Refuses a file that teaches nothing, or mostly what can't be learned.
    func check() throws(TrainingFailure) {
        if rows == 0 { throw .noRows }
        if dropped * 2 > rows { throw .rowsDropped(count: dropped, of: rows) }
    }
}
