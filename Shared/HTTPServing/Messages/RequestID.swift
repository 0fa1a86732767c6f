/// Names a request in logs and replies; the client may bring its own (X-Request-Id).
struct RequestID: Sendable, Hashable, CustomStringConvertible {
    private let given: String?
    private let process: UInt64
    private let number: UInt64

    /// Takes a client's name if it is one of up to 128 token characters.
    init?(given: String) {
        let table = ByteClass.table
        guard !given.isEmpty, given.utf8.count <= 128,
            given.utf8.allSatisfy({ table[Int($0)] & ByteClass.token != 0 })
        else { return nil }
        (self.given, process, number) = (given, 0, 0)
    }

    init(process: UInt64, number: UInt64) {
        (given, self.process, self.number) = (nil, process, number)
    }

    /// 24 hexadecimal digits unless the client named it.
    var description: String { String(decoding: bytes, as: UTF8.self) }

    var bytes: [UInt8] {
        if let given { return Array(given.utf8) }
        return hexDigits(of: process, count: 12) + hexDigits(of: number, count: 12)
    }

    private func hexDigits(of number: UInt64, count: Int) -> [UInt8] {
        (0..<count).map { index in
            let digit = UInt8(truncatingIfNeeded: number >> UInt64(4 * (count - 1 - index))) & 15
            return digit < 10 ? Ascii.zero + digit : 0x57 + digit
        }
    }
}
