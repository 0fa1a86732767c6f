import HTTPServing

/// The limits under which an input is read, chosen by its first byte.
///
/// A server's own limits are out of the reach of short inputs, so each of the low bits makes some of them
/// about as small as the requests of the corpus are.
struct ParserChoice {
    /// Chooses a server's own limits, and content of any length. Zero does so too, but marks a form.
    static let own: UInt8 = 0x80
    /// A server's own limits, some of them small, all of them small.
    static let several: [UInt8] = [own, 0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x30, 0x40, 0x7F]

    let limits: ParserLimits
    /// How much content each request may have.
    let bodyLimit: Int

    init(_ byte: UInt8) {
        var limits = ParserLimits()
        if byte & 0x01 != 0 { Self.shrinkLines(&limits) }
        if byte & 0x02 != 0 { Self.shrinkFields(&limits) }
        if byte & 0x04 != 0 { limits.fieldSection = 49 }
        if byte & 0x08 != 0 { Self.shrinkChunkLines(&limits) }
        if byte & 0x40 != 0 { limits.chunkFraming = 40 }
        self.limits = limits
        bodyLimit =
            switch byte & 0x30 {
            case 0x10: 0
            case 0x20: 5
            case 0x30: 11
            default: .max
            }
    }

    private static func shrinkLines(_ limits: inout ParserLimits) {
        limits.method = 4
        limits.target = 5
        limits.emptyLines = 1
    }

    private static func shrinkFields(_ limits: inout ParserLimits) {
        limits.fieldLine = 26
        limits.fieldCount = 3
    }

    private static func shrinkChunkLines(_ limits: inout ParserLimits) {
        limits.chunkLine = 12
        limits.chunkExtensions = 8
    }
}
