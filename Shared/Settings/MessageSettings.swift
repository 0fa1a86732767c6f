/// How much of a request's head and framing a service takes, and how slowly (docs/http.md §3).
///
/// They protect a service from hostile clients: raise them only for a client that can't do otherwise.
package struct MessageSettings: Sendable, Equatable {
    /// The longest request target, in bytes; longer is 414.
    package let target: Int
    /// How many fields a head may have, and how many bytes all of them together; more is 431.
    package let fields: Int
    package let fieldSection: Int
    /// Bytes of chunk extensions in a message; more is 400.
    package let chunkExtensions: Int
    /// For a whole head; later is 408.
    package let head: Duration
    /// In each such span content must bring 1 KiB, else it is 408.
    package let bodySpan: Duration
    /// In each such span 1 KiB of a reply must be read, else the connection is closed.
    package let writeSpan: Duration

    init(reading reader: inout SettingsReader) {
        // A head is read in a buffer of 128 KiB.
        target = reader.integer("http.target", default: 8_192, in: 64...16_384)
        fields = reader.integer("http.fields", default: 100, in: 8...1_000)
        fieldSection = reader.integer("http.field.section", default: 32_768, in: 1_024...65_536)
        chunkExtensions = reader.integer("http.chunk.extensions", default: 4_096, in: 0...65_536)
        head = reader.duration("http.head", default: .seconds(10))
        bodySpan = reader.duration("http.body.span", default: .seconds(10))
        writeSpan = reader.duration("http.write.span", default: .seconds(30))
    }
}
