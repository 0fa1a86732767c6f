/// Swift text with comments, strings and quoted names blanked out.
///
/// Blanking keeps every line feed, so line numbers stay true. It knows nested
/// comments, raw and multi-line strings and interpolation, and no more.
struct SwiftSource {
    /// The text with only code left; as many lines as the original.
    let code: String
    /// As `code`, but with comments kept.
    let codeAndComments: String

    init(_ text: String) {
        var scanner = Scanner(characters: Array(text))
        scanner.scanCode(until: nil)
        code = String(scanner.code)
        codeAndComments = String(scanner.commented)
    }

    var lines: [Substring] { code.split(separator: "\n", omittingEmptySubsequences: false) }

    private struct Scanner {
        let characters: [Character]
        var position = 0
        var code: [Character] = []
        var commented: [Character] = []

        init(characters: [Character]) { self.characters = characters }

        func looking(at text: String) -> Bool {
            characters[position...].starts(with: text)
        }

        /// Moves on by one; what is blanked keeps its line feeds.
        mutating func take(code keep: Bool, comment: Bool = false) {
            let character = characters[position]
            let blank: Character = character == "\n" ? "\n" : " "
            code.append(keep ? character : blank)
            commented.append(keep || comment ? character : blank)
            position += 1
        }

        /// Scans code up to an unmatched `)`, if one is to be found, or to the end.
        mutating func scanCode(until closing: Character?) {
            var depth = 0
            while position < characters.count {
                switch characters[position] {
                case "/" where looking(at: "//"): scanLineComment()
                case "/" where looking(at: "/*"): scanBlockComment()
                case "\"": scanString(hashes: 0)
                case "#" where startsRawString(): scanRawString()
                case "`": scanQuotedName()
                case "(" where closing != nil:
                    depth += 1
                    take(code: false)
                case ")" where closing != nil && depth == 0: return
                case ")" where closing != nil:
                    depth -= 1
                    take(code: false)
                default: take(code: closing == nil)
                }
            }
        }

        mutating func scanLineComment() {
            while position < characters.count, characters[position] != "\n" {
                take(code: false, comment: true)
            }
        }

        mutating func scanBlockComment() {
            var depth = 0
            repeat {
                if looking(at: "/*") {
                    depth += 1
                    take(code: false, comment: true)
                } else if looking(at: "*/") {
                    depth -= 1
                    take(code: false, comment: true)
                }
                if position < characters.count { take(code: false, comment: true) }
            } while depth > 0 && position < characters.count
        }

        mutating func scanQuotedName() {
            take(code: false)
            while position < characters.count, characters[position] != "`" { take(code: false) }
            if position < characters.count { take(code: false) }
        }

        func startsRawString() -> Bool {
            characters[position...].first { $0 != "#" } == "\""
        }

        mutating func scanRawString() {
            var hashes = 0
            while characters[position] == "#" {
                hashes += 1
                take(code: false)
            }
            scanString(hashes: hashes)
        }

        mutating func scanString(hashes: Int) {
            let pounds = String(repeating: "#", count: hashes)
            let quote = looking(at: "\"\"\"") ? "\"\"\"" : "\""
            for _ in quote { take(code: false) }
            while position < characters.count, !looking(at: quote + pounds) {
                if looking(at: "\\\(pounds)(") {
                    for _ in 0..<(2 + hashes) { take(code: false) }
                    scanCode(until: ")")
                } else if hashes == 0, characters[position] == "\\" {
                    take(code: false)
                }
                if position < characters.count { take(code: false) }
            }
            for _ in quote + pounds where position < characters.count { take(code: false) }
        }
    }
}
