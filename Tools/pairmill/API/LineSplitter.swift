/// Cuts a stream of bytes into lines, however the pieces fall.
struct LineSplitter {
    private var rest: [UInt8] = []

    /// The lines that are complete with these bytes, without their ends.
    mutating func add(_ bytes: [UInt8]) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        var start = bytes.startIndex
        while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
            rest += bytes[start..<end]
            lines.append(rest)
            rest = []
            start = end + 1
        }
        rest += bytes[start...]
        return lines
    }

    /// What follows the last line's end.
    mutating func finish() -> [UInt8]? {
        defer { rest = [] }
        return rest.isEmpty ? nil : rest
    }
}
