/// Finds functions in blanked Swift code and how many lines each takes.
enum FunctionLengths {
    /// The line of each `func`, `init` or `deinit` with a body, and its length from there to the brace.
    static func measure(_ code: String) -> [(line: Int, length: Int)] {
        let tokens = tokenize(code)
        return tokens.indices.compactMap { index in
            guard starts(tokens, index), let end = bodyEnd(tokens, after: index) else { return nil }
            return (tokens[index].line, end - tokens[index].line + 1)
        }
    }

    private struct Token {
        let text: Substring
        let line: Int
    }

    /// Words and single other characters, with their lines.
    private static func tokenize(_ code: String) -> [Token] {
        var tokens: [Token] = []
        for (index, line) in code.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            var rest = line[...]
            while let first = rest.first {
                let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
                let text = word.isEmpty ? rest.prefix(1) : word
                if first != " " { tokens.append(Token(text: text, line: index + 1)) }
                rest = rest.dropFirst(text.count)
            }
        }
        return tokens
    }

    private static func starts(_ tokens: [Token], _ index: Int) -> Bool {
        switch tokens[index].text {
        case "func", "deinit": true
        case "init": index == 0 || tokens[index - 1].text != "."
        default: false
        }
    }

    /// The line of the closing brace; nil for a requirement without a body.
    private static func bodyEnd(_ tokens: [Token], after start: Int) -> Int? {
        var parentheses = 0
        var braces = 0
        for token in tokens[(start + 1)...] {
            switch token.text {
            case "(", "[": parentheses += 1
            case ")", "]": parentheses -= 1
            case "{" where parentheses == 0 || braces > 0: braces += 1
            case "}" where braces == 0 && parentheses > 0: break  // of a closure among the parameters
            case "}" where braces == 0: return nil
            case "}":
                braces -= 1
                if braces == 0 { return token.line }
            case "func", "var", "init", "deinit", "case": if braces == 0, parentheses == 0 { return nil }
            default: break
            }
        }
        return nil
    }
}
