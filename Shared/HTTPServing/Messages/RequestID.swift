import Access

/// Names a request in logs and replies; the client may bring its own (X-Request-Id).
struct RequestID: Sendable, Hashable, CustomStringConvertible {
    private let given: String?
    private let process: UInt64
    private let number: UInt64

    /// Takes a client's name if it is one of up to 128 token characters, and no API key put there by mistake.
    init?(given: String) {
        let table = ByteClass.table
        guard !given.isEmpty, given.utf8.count <= 128,
            given.utf8.allSatisfy({ table[Int($0)] & ByteClass.token != 0 }), given.withoutKeys == given
        else { return nil }
        (self.given, process, number) = (given, 0, 0)
    }

    init(process: UInt64, number: UInt64) {
        (given, self.process, self.number) = (nil, process, number)
    }

    /// 24 hexadecimal digits unless the client named it.
    var description: String {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    func write(to bytes: inout [UInt8]) {
        if let given {
            bytes += given.utf8
        } else {
            Self.write(process, to: &bytes)
            Self.write(number, to: &bytes)
        }
    }

    /// The lower 48 bits.
    private static func write(_ number: UInt64, to bytes: inout [UInt8]) {
        for shift in stride(from: UInt64(44), through: 0, by: -4) {
            let digit = UInt8(truncatingIfNeeded: number >> shift) & 15
            bytes.append(digit < 10 ? Ascii.zero + digit : 0x57 + digit)
        }
    }
}
