import Testing

@testable import Access

@Suite struct KeyNameTests {
    @Test(arguments: [
        ("alice", "alice"), (" CI of the lab ", "CI of the lab"), ("Zoë", "Zoë"),
        (String(repeating: "x", count: 100), String(repeating: "x", count: 100)),
    ])
    func `a name loses the spaces at its ends`(text: String, name: String) {
        #expect(KeyName(text)?.text == name)
    }

    @Test(arguments: ["", "   ", "a\nb", "a\0", "\u{7F}", String(repeating: "x", count: 101)])
    func `what is empty, too long or holds control characters is no name`(text: String) {
        #expect(KeyName(text) == nil)
    }
}
