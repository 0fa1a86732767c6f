/// The words of a text, in lower case and as written.
struct Tokens: Sendable {
    /// Runs of letters, digits and apostrophes, lower case.
    let words: [String]
    /// The same runs as written.
    let written: [String]

    /// Looks at the first 64 KiB: nothing longer can come of a scene.
    init(_ text: some StringProtocol) {
        let runs = Array(text.utf8.prefix(65_536)).split { !Self.isPartOfWord($0) }
        written = runs.map { String(decoding: $0, as: UTF8.self) }
        words = written.map { $0.lowercased() }
    }

    /// ASCII letters, digits, the apostrophe, and all that is not ASCII.
    private static func isPartOfWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "'"), 0x80...: true
        default: false
        }
    }
}
