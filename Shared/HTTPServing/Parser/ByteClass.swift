/// What each byte value may be part of, one table for the whole parser.
enum ByteClass {
    /// `tchar` (RFC 9110 §5.6.2): methods, field names, codings.
    static let token: UInt8 = 1
    /// Field values: HTAB, visible ASCII, space and opaque bytes (RFC 9110 §5.5).
    static let value: UInt8 = 2
    /// Visible ASCII, of which targets consist (RFC 9112 §3).
    static let visible: UInt8 = 4
    /// `reg-name` but for escapes and the comma, as HTTP H7 has it.
    static let host: UInt8 = 8
    static let digit: UInt8 = 16
    static let hex: UInt8 = 32

    static let table: [UInt8] = (0...255).map { classes(of: UInt8($0)) }

    private static func classes(of byte: UInt8) -> UInt8 {
        let isDigit = (0x30...0x39).contains(byte)
        let isLetter = (0x61...0x7A).contains(byte | 0x20)
        let isAlphanumeric = isDigit || isLetter
        var classes: UInt8 = 0
        if isAlphanumeric || Ascii.contains(byte, "!#$%&'*+-.^_`|~") { classes |= token }
        if byte == 0x09 || (byte >= 0x20 && byte != 0x7F) { classes |= value }
        if byte > 0x20 && byte < 0x7F { classes |= visible }
        if isAlphanumeric || Ascii.contains(byte, "-._~!$&'()*+;=") { classes |= host }
        if isDigit { classes |= digit }
        if isDigit || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte) { classes |= hex }
        return classes
    }
}
