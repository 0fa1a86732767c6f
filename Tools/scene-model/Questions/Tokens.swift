/// The words of a text, in lower case and as written.
struct Tokens: Sendable {
    /// Runs of letters, digits and apostrophes, lower case.
    let words: [String]
    /// The same runs as written.
    let written: [Substring]

    /// Looks at the first 64 KiB: nothing longer can come of a scene.
    init(_ text: some StringProtocol) {
        written = text.prefix(65_536).split { !($0.isLetter || $0.isNumber || $0 == "'") }.map { Substring($0) }
        words = written.map { $0.lowercased() }
    }
}
