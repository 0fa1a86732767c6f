/// What a request asks for, split first and decoded once (RFC 9112 §3.2).
struct RequestTarget: Sendable {
    /// The decoded segments of the path; nil for `*`.
    let segments: [String]?
    /// The path as it came.
    let path: String
    let query: Query
    /// The authority of an absolute target, which replaces Host (HTTP H17).
    let authority: String?

    /// Reads origin, absolute or asterisk form; the method is CONNECT never (HTTP H18).
    init(parsing target: ArraySlice<UInt8>, isOptions: Bool) throws(Problem) {
        if target.contains(Ascii.hash) { throw Self.refusal("must not hold a fragment") }
        if target.count == 1, target.first == Ascii.asterisk {
            guard isOptions else { throw Self.refusal("is * only with OPTIONS") }
            (segments, path, query, authority) = (nil, "*", Query(raw: ""), nil)
            return
        }
        let (authority, origin) = try Self.splitAuthority(target)
        let mark = origin.firstIndex(of: Ascii.question) ?? origin.endIndex
        self.authority = authority
        path = origin.startIndex == mark ? "/" : String(decoding: origin[..<mark], as: UTF8.self)
        query = Query(raw: String(decoding: origin[mark...].dropFirst(), as: UTF8.self))
        segments = try Self.segments(of: origin[..<mark])
        if !query.isWellFormed { throw Self.refusal("has a query with a malformed escape") }
    }

    private static func segments(of path: ArraySlice<UInt8>) throws(Problem) -> [String] {
        var segments: [String] = []
        for part in path.dropFirst().split(separator: Ascii.slash, omittingEmptySubsequences: false) {
            guard let segment = PercentDecoding.decode(part, plusIsSpace: false), !segment.contains("\0")
            else { throw refusal("holds an escape that is none or stands for no text") }
            if segment == "." || segment == ".." { throw refusal("must not hold dot segments") }
            segments.append(segment)
        }
        return segments.isEmpty ? [""] : segments
    }

    /// Splits `http://host` off; anything else that has no leading slash is refused.
    private static func splitAuthority(
        _ target: ArraySlice<UInt8>
    ) throws(Problem) -> (String?, ArraySlice<UInt8>) {
        if target.first == Ascii.slash { return (nil, target) }
        let schemes: [StaticString] = ["http://", "https://"]
        let bytes = Array(target)
        for scheme in schemes {
            let length = scheme.utf8CodeUnitCount
            guard bytes.count > length, bytes.span.spells(scheme, in: 0..<length) else { continue }
            let rest = target.dropFirst(length)
            let end = rest.firstIndex { $0 == Ascii.slash || $0 == Ascii.question } ?? rest.endIndex
            let authority = Array(rest[..<end])
            guard HostValue.isValid(authority.span, in: 0..<authority.count) else { break }
            return (String(decoding: authority, as: UTF8.self), rest[end...])
        }
        throw refusal("must be a path, or a URL of http or https")
    }

    private static func refusal(_ what: String) -> Problem {
        Problem(400, code: "bad_target", detail: "The request target \(what).")
    }
}
