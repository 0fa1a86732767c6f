/// How much of a message's framing is accepted (HTTP.md §3).
package struct ParserLimits: Sendable {
    /// Longest request target (H20).
    package var target = 8_192
    /// Longest method; longer ones are unknown (H22).
    package var method = 32
    /// All field lines of a message together, trailers included (H21).
    package var fieldSection = 32_768
    package var fieldCount = 100
    /// One field line.
    package var fieldLine = 16_384
    /// Empty lines before a request line (H16).
    package var emptyLines = 4
    /// One chunk-size line, and all chunk extensions of a message (H26).
    package var chunkLine = 256
    package var chunkExtensions = 4_096
    /// Framing of chunks up to here is nobody's attack, beyond it content must be a fifth of all (H29).
    package var chunkFraming = 100_000

    package init() {}

    /// The longest request line of which every part is within its limit.
    var requestLine: Int { method + 1 + target + 1 + RequestLine.versionLength }
    /// The longest head of which every part is within its limit: of so many bytes one can tell.
    var head: Int { requestLine + 2 + fieldSection + 2 }
}
