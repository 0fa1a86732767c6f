import Testing

@testable import Spelling

@Suite struct NearestSpellingTests {
    private let known = ["image", "instruction", "reference", "DATABASE_URL"]

    @Test(arguments: [
        ("imag", "image"), ("imgae", "image"), ("Image", "image"), ("instructoin", "instruction"),
        ("refrence", "reference"), ("DATABASE_ULR", "DATABASE_URL"), ("database_url", "DATABASE_URL"),
    ])
    func `a misspelt word has a nearest one`(word: String, nearest: String) {
        #expect(nearestSpelling(of: word, among: known) == nearest)
    }

    @Test(arguments: ["", "colour", "x", String(repeating: "image", count: 100_000)])
    func `another word has none`(word: String) {
        #expect(nearestSpelling(of: word, among: known) == nil)
    }
}
