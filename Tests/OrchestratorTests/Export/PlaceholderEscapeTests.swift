import Domain
import Testing

@testable import Orchestrator

@Suite struct PlaceholderEscapeTests {
    private var escaping: PlaceholderEscape {
        var rules = PairFilterRules()
        rules.placeholder.action = .escape
        return PlaceholderEscape(rules)
    }

    @Test func `what a trainer would take for an image gets a mark, other text none`() {
        let text = "<image> a <b> <|image_pad|> 1 < 2 <| x |> <video>"
        let escaped = escaping.escaped(text)

        #expect(escaped == "<\u{200B}image> a <b> <\u{200B}|image_pad|> 1 < 2 <| x |> <\u{200B}video>")
        #expect(!TextProfile(escaped).holdsPlaceholder)
    }

    @Test func `without the action nothing is changed`() {
        #expect(PlaceholderEscape(PairFilterRules()).escaped("<image>") == "<image>")
    }
}
