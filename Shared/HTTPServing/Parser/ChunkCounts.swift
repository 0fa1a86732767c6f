import HTTPTypes

/// What was seen of a chunked message: its content, and what framed it.
struct ChunkCounts {
    private(set) var content = 0
    private var framing = 0
    private var extensions = 0

    /// Counts a chunk-size line of `length` bytes and checks every limit that it touches.
    mutating func add(
        _ line: ChunkLine, length: Int, bodyLimit: Int, limits: ParserLimits
    ) throws(Rejection) {
        extensions += line.extensionLength
        framing += length + 4
        if extensions > limits.chunkExtensions {
            throw ChunkLine.malformed("brings more extensions than allowed")
        }
        let (total, isOver) = content.addingReportingOverflow(line.size)
        if isOver || total > bodyLimit {
            throw Rejection(.contentTooLarge, "H23", "The content is larger than \(bodyLimit) bytes.")
        }
        // More than 80 % of all bytes.
        if framing > limits.chunkFraming, framing / 4 > total {
            throw .malformed("H29", "The chunks are too small.")
        }
        content = total
    }
}
