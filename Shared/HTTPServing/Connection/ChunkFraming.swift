/// Puts bytes into a chunk of a streamed reply.
enum ChunkFraming {
    static let end = Array("0\r\n\r\n".utf8)

    static func chunk(_ bytes: [UInt8]) -> [UInt8] {
        var chunk = Array((String(bytes.count, radix: 16) + "\r\n").utf8)
        chunk.reserveCapacity(chunk.count + bytes.count + 2)
        chunk += bytes
        chunk += [0x0D, 0x0A]
        return chunk
    }
}
