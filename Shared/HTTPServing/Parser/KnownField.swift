/// The fields that decide over framing and the connection's life.
enum KnownField {
    case host, expect, connection, contentLength, transferEncoding

    init?(_ bytes: Span<UInt8>, in name: Range<Int>) {
        switch name.count {
        case 4 where bytes.spells("host", in: name): self = .host
        case 6 where bytes.spells("expect", in: name): self = .expect
        case 10 where bytes.spells("connection", in: name): self = .connection
        case 14 where bytes.spells("content-length", in: name): self = .contentLength
        case 17 where bytes.spells("transfer-encoding", in: name): self = .transferEncoding
        default: return nil
        }
    }
}
