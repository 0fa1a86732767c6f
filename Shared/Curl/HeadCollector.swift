/// Puts a reply's head together from its lines, as libcurl hands them over.
struct HeadCollector {
    enum Step: Equatable {
        case more
        case complete
        case tooLarge
    }

    let limit: Int
    private var size = 0
    private var status = 0
    private var fields: [(name: String, value: String)] = []
    private(set) var head: CurlReplyHead?

    init(limit: Int) { self.limit = limit }

    /// Takes a line with its line end. Lines after the head are trailers, which are dropped.
    mutating func add(_ line: some Collection<UInt8>) -> Step {
        size += line.count
        guard size <= limit else { return .tooLarge }
        guard head == nil else { return .complete }
        let text = String(decoding: line, as: UTF8.self)
        let content = text.trimmed
        if content.isEmpty { return finish() }
        if content.hasPrefix("HTTP/") {
            fields = []
            status = content.split(separator: " ", maxSplits: 2).dropFirst().first.flatMap { Int($0) } ?? 0
        } else if let colon = content.firstIndex(of: ":") {
            let value = content[content.index(after: colon)...]
            fields.append((String(content[..<colon]), String(value.trimmed)))
        }
        return .more
    }

    /// An interim head, 1xx, is followed by another.
    private mutating func finish() -> Step {
        if (100..<200).contains(status) { return .more }
        head = CurlReplyHead(status: status, fields: fields)
        return .complete
    }
}

extension StringProtocol {
    /// Without white space at either end.
    fileprivate var trimmed: SubSequence {
        let rest = drop { $0.isWhitespace }
        guard let last = rest.lastIndex(where: { !$0.isWhitespace }) else { return rest.prefix(0) }
        return rest[...last]
    }
}
