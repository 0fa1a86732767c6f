/// Collects what the fields of a head say about its content and its connection.
struct MessageFraming {
    /// What the client waits for before it sends content (HTTP H25).
    enum Expectation { case none, hundredContinue, other }

    private var contentLength: Int?
    private var codings = TransferCodings()
    private var hosts = 0
    private(set) var expectation = Expectation.none
    /// The Connection options that decide whether it stays open (HTTP H32, H33).
    private(set) var asksClose = false
    private(set) var asksKeepAlive = false

    mutating func note(
        _ field: KnownField, _ bytes: Span<UInt8>, in value: Range<Int>
    ) throws(Rejection) {
        switch field {
        case .host: try noteHost(bytes, in: value)
        case .contentLength: try noteLength(bytes, in: value)
        case .transferEncoding: codings.add(bytes, in: value)
        case .connection:
            bytes.forEachElement(in: value) { option in
                if bytes.spells("close", in: option) { asksClose = true }
                if bytes.spells("keep-alive", in: option) { asksKeepAlive = true }
            }
        case .expect:
            let isContinue = bytes.spells("100-continue", in: value)
            if expectation != .other { expectation = isContinue ? .hundredContinue : .other }
        }
    }

    /// Judges the head as a whole (HTTP H1–H4, H7).
    func bodyLength(of version: HTTPVersion) throws(Rejection) -> BodyLength {
        if codings.isPresent {
            try codings.check()
            if version == .oneZero { throw .malformed("H4", "HTTP/1.0 has no Transfer-Encoding.") }
            if contentLength != nil {
                throw .malformed("H1", "Content-Length and Transfer-Encoding exclude each other.")
            }
        }
        if hosts == 0, version == .oneOne { throw .malformed("H7", "HTTP/1.1 needs a Host field.") }
        if codings.isPresent { return .chunked }
        return contentLength.map { $0 == 0 ? .none : .fixed($0) } ?? .none
    }

    private mutating func noteHost(_ bytes: Span<UInt8>, in value: Range<Int>) throws(Rejection) {
        hosts += 1
        if hosts > 1 { throw .malformed("H7", "Host is given twice.") }
        if !HostValue.isValid(bytes, in: value) {
            throw .malformed("H7", "Host must be a host name or address, with or without a port.")
        }
    }

    /// Digits only, never `Int(String)`, which takes a sign (HTTP H5, H6).
    private mutating func noteLength(_ bytes: Span<UInt8>, in value: Range<Int>) throws(Rejection) {
        if contentLength != nil || bytes.firstIndex(of: Ascii.comma, in: value) != nil {
            throw .malformed("H6", "Content-Length is given more than once.")
        }
        guard !value.isEmpty, bytes.consists(of: ByteClass.digit, in: value, ByteClass.table) else {
            throw .malformed("H5", "Content-Length must consist of digits.")
        }
        var length = 0
        for index in value {
            let (product, isOver) = length.multipliedReportingOverflow(by: 10)
            let (sum, isOverToo) = product.addingReportingOverflow(Int(bytes[index] - Ascii.zero))
            if isOver || isOverToo { throw .malformed("H5", "Content-Length is too large a number.") }
            length = sum
        }
        contentLength = length
    }
}
