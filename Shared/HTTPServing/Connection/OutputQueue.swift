import DequeModule

/// Bytes that wait for the socket; small pieces are joined.
struct OutputQueue {
    /// A piece below this is copied behind the one before it, up to this many times.
    private static let small = 1_024
    private static let joined = 16 * small

    private var pieces: Deque<[UInt8]> = []
    private var written = 0
    private(set) var count = 0
    /// Bytes in memory: a piece is freed as a whole, when its last byte is written.
    private(set) var kept = 0

    var isEmpty: Bool { count == 0 }

    mutating func append(_ bytes: [UInt8]) {
        if bytes.isEmpty { return }
        count += bytes.count
        kept += bytes.count
        let last = pieces.count - 1
        if bytes.count < Self.small, last >= 0, pieces[last].count < Self.joined {
            pieces[last] += bytes
        } else {
            pieces.append(bytes)
        }
    }

    /// Writes until nothing is left or nothing is taken; the number of bytes written.
    mutating func flush(to transport: borrowing Transport) throws -> Int {
        var total = 0
        while let first = pieces.first {
            let second = pieces.count > 1 ? pieces[1] : []
            let rest = first.span.bytes.extracting(written..<first.count)
            guard let taken = try transport.write(rest, second.span.bytes) else { break }
            advance(by: taken)
            total += taken
        }
        return total
    }

    private mutating func advance(by taken: Int) {
        count -= taken
        written += taken
        while let first = pieces.first, written >= first.count {
            written -= first.count
            kept -= first.count
            pieces.removeFirst()
        }
    }

    mutating func removeAll() { self = OutputQueue() }
}
