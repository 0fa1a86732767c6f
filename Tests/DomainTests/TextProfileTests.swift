import Testing

@testable import Domain

@Suite struct TextProfileTests {
    @Test func `words are what stands between spaces, less the signs at their ends`() {
        #expect(
            Words(of: "  Two cups, (one's red) — and 3.5 %!").all == [
                "Two", "cups", "one's", "red", "and", "3.5",
            ])
        #expect(Words.count(in: "… — !") == 0)
    }

    @Test func `Chinese and Japanese characters are a word each, Korean is written with spaces`() {
        #expect(Words.count(in: "桌上有三个杯子。") == 7)
        #expect(Words.count(in: "カップ3つ") == 5)
        #expect(Words.count(in: "컵이 세 개") == 3)
    }

    @Test func `normalising folds width, case and spaces`() {
        #expect(TextProfile(" Ｔｗｏ\u{A0}\n CUPS ﬁne ").normalised == "two cups fine")
    }

    @Test func `the similarity of long texts is the Jaccard index of their 10-grams`() throws {
        let words = (1...20).map { "w\($0)" }
        let whole = TextProfile(words.joined(separator: " "))
        #expect(whole.similarity(to: whole) == 1)
        let shorter = TextProfile(words.dropLast().joined(separator: " "))
        #expect(try #require(whole.similarity(to: shorter)) == 10.0 / 11.0)
        #expect(whole.similarity(to: TextProfile("w1 w2")) == nil)
    }

    @Test func `loops, signs and emptiness are degenerate`() {
        let run = Array(repeating: "very", count: 31).joined(separator: " ")
        for text in ["", "  ", "...", "No. No. No.", "行。行。行。", "a b\na b\na b\nc", run, "{}[]()--- ab"] {
            #expect(TextProfile(text).isDegenerate, "\(text)")
        }
        let almost = Array(repeating: "very", count: 30).joined(separator: " ")
        for text in ["No. No.", "3", "Yes!", almost, "f(x) = 2x", "是", "A. B. A."] {
            #expect(!TextProfile(text).isDegenerate, "\(text)")
        }
    }

    @Test func `containment is by whole words`() {
        #expect(TextProfile("two cups").isContained(in: TextProfile("I see TWO CUPS.")))
        #expect(!TextProfile("3").isContained(in: TextProfile("13 cups")))
        #expect(!TextProfile("").isContained(in: TextProfile("13 cups")))
    }
}
