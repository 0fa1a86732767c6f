/// Reads numbers from bytes nobody has vouched for; nil past their end.
struct ByteCursor {
    enum Order {
        case big
        case little
    }

    let bytes: [UInt8]
    private(set) var offset: Int

    init(_ bytes: [UInt8], at offset: Int = 0) {
        self.bytes = bytes
        self.offset = offset
    }

    mutating func byte() -> UInt8? {
        guard bytes.indices.contains(offset) else { return nil }
        defer { offset += 1 }
        return bytes[offset]
    }

    /// An unsigned number of up to four bytes.
    mutating func number(_ count: Int, _ order: Order) -> Int? {
        guard let part = take(count) else { return nil }
        return switch order {
        case .big: part.reduce(0) { $0 << 8 | Int($1) }
        case .little: part.reversed().reduce(0) { $0 << 8 | Int($1) }
        }
    }

    /// The next bytes; nil if there are fewer.
    mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard offset >= 0, count >= 0, count <= bytes.count - offset else { return nil }
        defer { offset += count }
        return bytes[offset..<offset + count]
    }
}
