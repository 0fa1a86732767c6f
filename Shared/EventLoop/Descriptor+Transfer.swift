package import Glibc

extension Descriptor {
    /// What a read from a non-blocking descriptor came to.
    package enum ReadOutcome: Sendable, Equatable {
        case bytes(Int)
        case endOfStream
        case wouldBlock
    }

    /// Reads what is there, as far as it fits.
    package borrowing func read(into buffer: inout MutableRawSpan) throws(SystemCallError) -> ReadOutcome {
        let number = rawValue
        let count = try buffer.withUnsafeMutableBytes { bytes throws(SystemCallError) in
            try systemCallUnlessBlocked("read") { Glibc.read(number, bytes.baseAddress, bytes.count) }
        }
        return switch count {
        case nil: .wouldBlock
        case 0?: .endOfStream
        case let count?: .bytes(count)
        }
    }

    /// Writes as much as the system takes now; nil means nothing at all.
    package borrowing func write(_ bytes: RawSpan) throws(SystemCallError) -> Int? {
        let number = rawValue
        return try bytes.withUnsafeBytes { bytes throws(SystemCallError) in
            try systemCallUnlessBlocked("write") { Glibc.write(number, bytes.baseAddress, bytes.count) }
        }
    }

    /// Writes two pieces, head and body, with one system call (HTTP L12).
    package borrowing func write(_ first: RawSpan, _ second: RawSpan) throws(SystemCallError) -> Int? {
        try first.withUnsafeBytes { first throws(SystemCallError) in
            try second.withUnsafeBytes { second throws(SystemCallError) in
                let pieces: [2 of iovec] = [Self.piece(first), Self.piece(second)]
                return try pieces.span.withUnsafeBufferPointer { pieces throws(SystemCallError) in
                    try write(pieces)
                }
            }
        }
    }

    /// Writes many pieces with one system call; at most 1,024 (IOV_MAX).
    package borrowing func write(
        _ pieces: UnsafeBufferPointer<iovec>
    ) throws(SystemCallError) -> Int? {
        let number = rawValue
        return try systemCallUnlessBlocked("writev") {
            writev(number, pieces.baseAddress, Int32(pieces.count))
        }
    }

    private static func piece(_ bytes: UnsafeRawBufferPointer) -> iovec {
        iovec(iov_base: UnsafeMutableRawPointer(mutating: bytes.baseAddress), iov_len: bytes.count)
    }
}
