import HTTPTypes

@testable import HTTPServing

/// What a parser told of an input, its content joined: the same however the input was split.
struct ParserTrace: Equatable, CustomStringConvertible {
    enum Event: Equatable {
        case head(method: String, target: String, fields: [String])
        case content([UInt8])
        case end
        case rejected(Int, String)
    }

    private(set) var events: [Event] = []
    private var content: [UInt8] = []

    /// Feeds an input in pieces, each with what was not consumed of those before.
    init(_ input: [UInt8], cuts: [Int], limits: ParserLimits = ParserLimits(), bodyLimit: Int = .max) {
        var parser = RequestParser(limits: limits)
        var held: [UInt8] = []
        for (start, end) in zip([0] + cuts, cuts + [input.count]) {
            held += input[start..<end]
            var position = 0
            feed(held, at: &position, to: &parser, bodyLimit)
            held.removeFirst(position)
            if case .rejected? = events.last { return }
        }
    }

    init(_ text: String, limits: ParserLimits = ParserLimits(), bodyLimit: Int = .max) {
        self.init(Array(text.utf8), cuts: [], limits: limits, bodyLimit: bodyLimit)
    }

    private mutating func feed(
        _ bytes: [UInt8], at position: inout Int, to parser: inout RequestParser, _ bodyLimit: Int
    ) {
        while true {
            switch parser.next(in: bytes.span, at: &position) {
            case .more: return
            case .head:
                parser.bodyLimit = bodyLimit
                let start = position - parser.head.length
                append(RequestHead(parser.head, copying: bytes.span, from: start))
                // As `ConnectionMachine.admit` does.
                if case .fixed(let length) = parser.bodyLength, length > bodyLimit {
                    return tell(.rejected(413, "H23"))
                }
            case .part(let range): content += bytes[range]
            case .end: tell(.end)
            case .rejected(let rejection):
                return tell(.rejected(rejection.status.code, rejection.rule))
            }
        }
    }

    private mutating func append(_ head: RequestHead) {
        tell(
            .head(
                method: head.methodText, target: String(decoding: head.targetBytes, as: UTF8.self),
                fields: head.fields.map { "\($0.name): \($0.value)" }))
    }

    private mutating func tell(_ event: Event) {
        if !content.isEmpty { events.append(.content(content)) }
        content = []
        events.append(event)
    }

    /// The rule that ended it; nil while nothing is wrong.
    var rule: String? { if case .rejected(_, let rule)? = events.last { rule } else { nil } }
    var status: Int? { if case .rejected(let status, _)? = events.last { status } else { nil } }

    /// The content of all requests, joined by bars.
    var contents: [String] {
        events.compactMap { event in
            if case .content(let content) = event { String(decoding: content, as: UTF8.self) } else { nil }
        }
    }

    var ends: Int { events.filter { $0 == .end }.count }

    var description: String { events.map { "\($0)" }.joined(separator: "\n") }
}
