/// Bytes that wait for the socket, in the pieces they came in.
struct OutputQueue {
    private var pieces: [[UInt8]] = []
    private var first = 0
    /// How much of the first piece is gone.
    private var offset = 0
    private(set) var count = 0
    /// Everything ever sent, for the least rate.
    private(set) var sent = 0

    var isEmpty: Bool { count == 0 }

    mutating func add(_ bytes: [UInt8]) {
        guard !bytes.isEmpty else { return }
        pieces.append(bytes)
        count += bytes.count
    }

    /// The next bytes to write.
    var head: ArraySlice<UInt8> { pieces[first][offset...] }

    mutating func remove(_ written: Int) {
        count -= written
        sent += written
        offset += written
        guard offset == pieces[first].count else { return }
        pieces[first] = []
        offset = 0
        first += 1
        if first == pieces.count {
            pieces.removeAll(keepingCapacity: true)
            first = 0
        }
    }
}
