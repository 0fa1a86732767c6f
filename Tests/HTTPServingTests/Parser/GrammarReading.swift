import HTTPServing

/// What a stream of bytes says by a second parser: slow, plain, and written from the grammar of RFC 9112
/// and the table of rules, not from the parser that it checks.
struct GrammarReading {
    struct Message: Equatable {
        let method: String
        let target: String
        var content: [UInt8] = []
    }

    enum Ending: Equatable {
        /// Behind a message, or before the first.
        case between
        case inside
        case refused
    }

    private(set) var messages: [Message] = []
    private(set) var ending = Ending.between

    private struct Refused: Error {}
    private struct Incomplete: Error {}

    private let limits: ParserLimits
    private let bodyLimit: Int
    private var rest: ArraySlice<UInt8>

    /// Reads all of an input, of whose requests each may have so much content.
    init(_ input: [UInt8], limits: ParserLimits, bodyLimit: Int) {
        self.limits = limits
        self.bodyLimit = bodyLimit
        rest = input[...]
        do {
            while !rest.isEmpty { messages.append(try message()) }
        } catch is Refused {
            ending = .refused
        } catch {
            ending = .inside
        }
        rest = []
    }

    private mutating func message() throws -> Message {
        let longest = limits.method + 1 + limits.target + 1 + 8
        var line = try line(limit: longest)
        var empty = 0
        while line.isEmpty {
            empty += 1
            if empty > limits.emptyLines { throw Refused() }
            if rest.isEmpty { throw Incomplete() }
            line = try self.line(limit: longest)
        }
        let (method, target, minor) = try requestLine(line)
        var section = Section()
        let fields = try self.fields(&section, begins: true)
        var message = Message(method: method, target: target)
        switch try length(of: fields, minor: minor) {
        case .chunked: message.content = try chunks(&section)
        case .counted(let count):
            if count > bodyLimit { throw Refused() }
            message.content = try take(count)
        }
        return message
    }

    // MARK: Lines

    /// Up to the next CRLF, which is taken too. Whatever is longer than the limit is refused.
    private mutating func line(limit: Int) throws -> [UInt8] {
        guard let feed = rest.firstIndex(of: 10) else {
            throw rest.count >= limit + 2 ? Refused() as any Error : Incomplete()
        }
        let line = Array(rest[..<feed])
        guard line.last == 13, line.count - 1 <= limit else { throw Refused() }
        rest = rest[(feed + 1)...]
        return line.dropLast()
    }

    private mutating func take(_ count: Int) throws -> [UInt8] {
        guard rest.count >= count else { throw Incomplete() }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    private func requestLine(_ line: [UInt8]) throws -> (method: String, target: String, minor: UInt8) {
        let parts = line.split(separator: 32, omittingEmptySubsequences: false).map(Array.init)
        guard parts.count == 3 else { throw Refused() }
        let (method, target, version) = (parts[0], parts[1], parts[2])
        guard (1...limits.method).contains(method.count), method.allSatisfy(isTokenByGrammar),
            (1...limits.target).contains(target.count), target.allSatisfy({ (33...126).contains($0) }),
            version.count == 8, version.starts(with: "HTTP/1.".utf8), (48...57).contains(version[7])
        else { throw Refused() }
        let name = String(decoding: method, as: UTF8.self)
        if name.hasPrefix("C"), name.lowercased() == "connect" { throw Refused() }
        return (name, String(decoding: target, as: UTF8.self), version[7] - 48)
    }
}

// MARK: Fields

extension GrammarReading {
    private typealias Field = (name: String, value: [UInt8])

    /// What the fields and trailers of a message have used of their limits.
    private struct Section {
        var bytes = 0
        var count = 0
    }

    private mutating func fields(_ section: inout Section, begins: Bool) throws -> [Field] {
        var fields: [Field] = []
        while true {
            let line = try line(limit: min(limits.fieldLine, limits.fieldSection - section.bytes))
            if line.isEmpty { return fields }
            section.bytes += line.count + 2
            section.count += 1
            if section.count > limits.fieldCount || section.bytes > limits.fieldSection { throw Refused() }
            guard let colon = line.firstIndex(of: 58), colon > 0,
                line[..<colon].allSatisfy(isTokenByGrammar),
                line[(colon + 1)...].allSatisfy({ $0 == 9 || $0 >= 32 && $0 != 127 })
            else { throw Refused() }
            let field = (
                String(decoding: line[..<colon], as: UTF8.self).lowercased(),
                Self.trimmed(line[(colon + 1)...])
            )
            if begins { try Self.judge(field, after: fields) }
            fields.append(field)
        }
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        bytes.drop { $0 == 32 || $0 == 9 }.reversed().drop { $0 == 32 || $0 == 9 }.reversed()
    }

    /// What one field alone is refused for.
    private static func judge(_ field: Field, after fields: [Field]) throws {
        switch field.name {
        case "host":
            if fields.contains(where: { $0.name == "host" }) || !isHost(field.value) { throw Refused() }
        case "content-length":
            if fields.contains(where: { $0.name == "content-length" }) { throw Refused() }
            guard !field.value.isEmpty, field.value.allSatisfy({ (48...57).contains($0) }),
                Int64(String(decoding: field.value, as: UTF8.self)) != nil
            else { throw Refused() }
        default: break
        }
    }

    /// A literal in brackets, or a name with escapes and no comma; then perhaps a colon and digits.
    private static func isHost(_ value: [UInt8]) -> Bool {
        var rest = value[...]
        if rest.first == 91 {
            guard let bracket = rest.firstIndex(of: 93), bracket > 1,
                rest[1..<bracket].allSatisfy({ isHexByGrammar($0) || $0 == 58 || $0 == 46 })
            else { return false }
            rest = rest[(bracket + 1)...]
        } else {
            while let byte = rest.first, byte != 58 {
                let isEscape =
                    byte == 37 && rest.count >= 3 && rest.dropFirst().prefix(2).allSatisfy(isHexByGrammar)
                guard isEscape || isHostCharacter(byte) else { return false }
                rest = rest.dropFirst(isEscape ? 3 : 1)
            }
            if rest.count == value.count { return false }
        }
        return rest.isEmpty || rest.dropFirst().allSatisfy { (48...57).contains($0) } && rest.first == 58
    }

    /// `unreserved` and `sub-delims` of RFC 3986 §2, but for the comma.
    private static func isHostCharacter(_ byte: UInt8) -> Bool {
        "-._~!$&'()*+;=0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8.contains(byte)
    }
}

// MARK: Content

extension GrammarReading {
    private enum Length {
        case chunked
        case counted(Int)
    }

    private func length(of fields: [Field], minor: UInt8) throws -> Length {
        let count = fields.first { $0.name == "content-length" }.flatMap {
            Int(String(decoding: $0.value, as: UTF8.self))
        }
        let lines = fields.filter { $0.name == "transfer-encoding" }
        if !fields.contains(where: { $0.name == "host" }), minor > 0 { throw Refused() }
        if lines.isEmpty { return .counted(count ?? 0) }
        let codings = lines.flatMap { line in
            line.value.split(separator: 44).map { Self.trimmed($0) }.filter { !$0.isEmpty }
        }
        let isChunkedAlone =
            codings.count == 1 && String(decoding: codings[0], as: UTF8.self).lowercased() == "chunked"
        guard isChunkedAlone, count == nil, minor > 0 else { throw Refused() }
        return .chunked
    }

    private mutating func chunks(_ section: inout Section) throws -> [UInt8] {
        var content: [UInt8] = []
        var (extensions, framing, announced) = (0, 0, 0)
        while true {
            let line = try line(limit: limits.chunkLine)
            let digits = line.prefix { isHexByGrammar($0) }
            guard (1...16).contains(digits.count),
                let size = Int64(String(decoding: digits, as: UTF8.self), radix: 16),
                Self.areExtensions(line[digits.count...])
            else { throw Refused() }
            extensions += line.count - digits.count
            framing += line.count + 4
            let (sum, isOver) = announced.addingReportingOverflow(Int(size))
            announced = sum
            if extensions > limits.chunkExtensions || isOver || announced > bodyLimit { throw Refused() }
            if framing > limits.chunkFraming, framing / 4 > announced { throw Refused() }
            if size == 0 { break }
            content += try take(Int(size))
            if let first = rest.first, first != 13 { throw Refused() }
            guard try take(2) == [13, 10] else { throw Refused() }
        }
        _ = try fields(&section, begins: false)
        return content
    }

    /// `*( BWS ";" BWS name [ BWS "=" BWS ( token / quoted-string ) ] )`, whole bytes as characters.
    private static func areExtensions(_ bytes: ArraySlice<UInt8>) -> Bool {
        if bytes.isEmpty { return true }
        let text = String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        let token = #"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"#
        let quoted = #""([\t\x20\x21\x23-\x5B\x5D-\x7E\x80-\xFF]|\\[\t\x20-\x7E\x80-\xFF])*""#
        let pattern = "([ \\t]*;[ \\t]*\(token)([ \\t]*=[ \\t]*(\(token)|\(quoted)))?)*"
        guard let regex = try? Regex(pattern) else { return false }
        return text.wholeMatch(of: regex.matchingSemantics(.unicodeScalar)) != nil
    }
}

/// `tchar` of RFC 9110 §5.6.2.
func isTokenByGrammar(_ byte: UInt8) -> Bool {
    "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8.contains(byte)
}

private func isHexByGrammar(_ byte: UInt8) -> Bool { "0123456789abcdefABCDEF".utf8.contains(byte) }
