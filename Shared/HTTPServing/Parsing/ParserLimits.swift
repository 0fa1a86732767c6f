/// How large the parts of a request may be (HTTP §3).
package struct ParserLimits: Sendable {
    package var target = 8 << 10
    package var head = 32 << 10
    package var fields = 100
    package var field = 16 << 10
    package var method = 32
    package var emptyLines = 4
    package var chunkLine = 256
    package var chunkExtensions = 4 << 10

    package init() {}
}
