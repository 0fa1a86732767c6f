import Testing

@testable import check

@Suite struct SwiftSourceTests {
    @Test func `comments, strings and quoted names are blanked, line numbers stay`() {
        let text = """
            let a = "x { \\(b("}")) y" // { comment
            /* { /* nested { */ { */ let c = #"raw " \\( { "# + d
            func `a { name`() {}
            """
        let code = SwiftSource(text).code
        #expect(code.count == text.count)
        #expect(code.filter { $0 == "{" }.count == 1)
        #expect(code.contains("let c ="))
        #expect(code.contains("+ d"))
        #expect(code.contains("func "))
    }

    @Test func `a multi-line string with quotes inside ends where it ends`() {
        let text = "let a = \"\"\"\n  say \"{\" \\\"\"\" {\n  \"\"\"\nlet b = { 1 }\n"
        #expect(SwiftSource(text).lines[3].contains("let b = { 1 }"))
        #expect(SwiftSource(text).code.filter { $0 == "{" }.count == 1)
    }

    @Test func `functions are measured to their own brace, requirements have no length`() {
        let text = """
            protocol P {
                func a() -> Int
                init(b: Int)
            }
            struct S: P {
                init(b: Int) { self.init(x: { 1 }()) }
                func a(
                    c: () -> Void = { }
                ) -> Int {
                    if true { 1 } else { 2 }
                }
            }
            """
        let lengths = FunctionLengths.measure(SwiftSource(text).code)
        #expect(lengths.map(\.line) == [6, 7])
        #expect(lengths.map(\.length) == [1, 5])
    }
}
