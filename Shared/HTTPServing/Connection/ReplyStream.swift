/// Turns what a handler writes into the bytes of a streaming reply.
struct ReplyStream {
    private enum Form {
        case chunked
        case counted(remaining: Int)
        case untilClose
        case discarded
    }

    private var form: Form

    init(_ framing: ReplyFraming) {
        form =
            switch framing.content {
            case _ where !framing.sendsContent: .discarded
            case .chunked: .chunked
            case .length(let length): .counted(remaining: length)
            case .untilClose, .none: .untilClose
            }
    }

    /// The pieces to send for some bytes; an empty chunk would end the reply.
    mutating func pieces(of bytes: [UInt8]) throws(ConnectionError) -> [[UInt8]] {
        if bytes.isEmpty { return [] }
        switch form {
        case .chunked: return [Array("\(String(bytes.count, radix: 16))\r\n".utf8), bytes, [0x0D, 0x0A]]
        case .untilClose: return [bytes]
        case .discarded: return []
        case .counted(let remaining):
            guard bytes.count <= remaining else { throw .lengthMismatch }
            form = .counted(remaining: remaining - bytes.count)
            return [bytes]
        }
    }

    /// What ends the reply.
    func ending() throws(ConnectionError) -> [UInt8] {
        switch form {
        case .chunked: return Array("0\r\n\r\n".utf8)
        case .counted(let remaining) where remaining > 0: throw .lengthMismatch
        case .counted, .untilClose, .discarded: return []
        }
    }
}
