import Testing

@testable import EventLoop

@Suite struct TokenTableTests {
    @Test func `a token finds its own element only`() {
        var table = TokenTable<String>()
        let first = table.insert("a")
        #expect(table.remove(first) == "a")
        let second = table.insert("b")

        #expect(second.index == first.index)
        #expect(table[first] == nil)
        #expect(table.remove(first) == nil)
        #expect(table[second] == "b")
    }

    @Test func `a stale token changes nothing`() {
        var table = TokenTable<String>()
        let stale = table.insert("a")
        _ = table.remove(stale)
        let token = table.insert("b")
        table[stale] = "c"

        #expect(table[token] == "b")
        #expect(table.count == 1)
    }

    @Test func `a token survives as 64 bits`() {
        let token = Token(index: 7, generation: 0xFFFF_FFFE)

        #expect(Token(bits: token.bits) == token)
    }
}
