import HTTPTypes

/// Reads a request line: method SP target SP version (HTTP H14, H15, H18–H20, H22).
struct RequestLine {
    static let versionLength = 8

    let method: Range<Int>
    let target: Range<Int>
    let version: HTTPVersion

    init(_ bytes: Span<UInt8>, in line: Range<Int>, limits: ParserLimits) throws(Rejection) {
        let table = ByteClass.table
        method = try Self.method(bytes, in: line, limits, table)
        target = try Self.target(bytes, in: method.upperBound + 1..<line.upperBound, limits, table)
        version = try Self.version(bytes, in: target.upperBound + 1..<line.upperBound)
        if bytes.spells("connect", in: method), bytes[method.lowerBound] == 0x43 {
            throw Rejection(.notImplemented, "H18", "CONNECT is not supported.")
        }
    }

    /// What is wrong with a line that is longer than all its parts may be.
    static func excess(_ bytes: Span<UInt8>, in line: Range<Int>, limits: ParserLimits) -> Rejection {
        do throws(Rejection) {
            let method = try method(bytes, in: line, limits, ByteClass.table)
            _ = try target(bytes, in: method.upperBound + 1..<line.upperBound, limits, ByteClass.table)
            return malformed(at: line.upperBound, bytes, in: line)
        } catch {
            return error
        }
    }

    private static let tooLong = Rejection(.uriTooLong, "H20", "The request target is too long.")

    private static func method(
        _ bytes: Span<UInt8>, in line: Range<Int>, _ limits: ParserLimits, _ table: [UInt8]
    ) throws(Rejection) -> Range<Int> {
        var end = line.lowerBound
        while end < line.upperBound, table[Int(bytes[end])] & ByteClass.token != 0 { end += 1 }
        if end - line.lowerBound > limits.method {
            throw Rejection(.notImplemented, "H22", "The method is not known.")
        }
        guard end > line.lowerBound, end < line.upperBound, bytes[end] == Ascii.space else {
            throw malformed(at: end, bytes, in: line)
        }
        return line.lowerBound..<end
    }

    private static func target(
        _ bytes: Span<UInt8>, in rest: Range<Int>, _ limits: ParserLimits, _ table: [UInt8]
    ) throws(Rejection) -> Range<Int> {
        var end = rest.lowerBound
        while end < rest.upperBound, table[Int(bytes[end])] & ByteClass.visible != 0 { end += 1 }
        if end - rest.lowerBound > limits.target { throw tooLong }
        guard end < rest.upperBound, end > rest.lowerBound else { throw malformed(at: end, bytes, in: rest) }
        guard bytes[end] == Ascii.space else {
            if bytes[end] == Ascii.carriageReturn || bytes[end] == Ascii.tab {
                throw malformed(at: end, bytes, in: rest)
            }
            throw .malformed("H19", "The request target holds a byte that is not visible ASCII.")
        }
        return rest.lowerBound..<end
    }

    private static func version(
        _ bytes: Span<UInt8>, in rest: Range<Int>
    ) throws(Rejection) -> HTTPVersion {
        let digits = ByteClass.table
        guard rest.count == versionLength, bytes.matches("HTTP/", at: rest.lowerBound),
            digits[Int(bytes[rest.lowerBound + 5])] & ByteClass.digit != 0,
            bytes[rest.lowerBound + 6] == Ascii.dot,
            digits[Int(bytes[rest.lowerBound + 7])] & ByteClass.digit != 0
        else {
            let place = bytes.firstIndex(of: Ascii.carriageReturn, in: rest)
            throw malformed(at: place ?? rest.upperBound, bytes, in: rest)
        }
        guard bytes[rest.lowerBound + 5] == Ascii.zero + 1 else {
            throw Rejection(.httpVersionNotSupported, "H15", "This server speaks HTTP/1.0 and HTTP/1.1.")
        }
        return bytes[rest.lowerBound + 7] == Ascii.zero ? .oneZero : .oneOne
    }

    private static func malformed(at index: Int, _ bytes: Span<UInt8>, in range: Range<Int>) -> Rejection {
        if range.contains(index), bytes[index] == Ascii.carriageReturn {
            return .malformed("H11", "A carriage return stands outside a line end.")
        }
        return .malformed("H14", "The request line is not method, space, target, space, HTTP/1.1.")
    }
}

extension Span<UInt8> {
    /// Whether exactly these bytes stand at an offset.
    func matches(_ word: StaticString, at start: Int) -> Bool {
        guard start + word.utf8CodeUnitCount <= count else { return false }
        return word.withUTF8Buffer { word in
            for index in 0..<word.count where self[start + index] != word[index] { return false }
            return true
        }
    }
}
