/// What a byte may stand for in HTTP/1.1, looked up in one table of 256.
struct ByteClass: OptionSet {
    let rawValue: UInt8

    /// `tchar` of RFC 9110 §5.6.2: names and methods.
    static let token = ByteClass(rawValue: 1)
    /// Visible ASCII, as a target consists of (RFC 9112 §3.2).
    static let target = ByteClass(rawValue: 2)
    /// Field content: visible, space, HTAB and opaque bytes from 0x80 (RFC 9110 §5.5).
    static let value = ByteClass(rawValue: 4)
    static let digit = ByteClass(rawValue: 8)

    static func of(_ byte: UInt8) -> ByteClass { ByteClass(rawValue: table[Int(byte)]) }

    static func all(_ bytes: some Collection<UInt8>, are kind: ByteClass) -> Bool {
        bytes.allSatisfy { table[Int($0)] & kind.rawValue != 0 }
    }

    private static let table: [UInt8] = (0...255).map { byte in
        var kind: ByteClass = []
        let scalar = UInt8(byte)
        let isDigit = (0x30...0x39).contains(scalar)
        let isLetter = (0x41...0x5A).contains(scalar) || (0x61...0x7A).contains(scalar)
        if isDigit || isLetter || "!#$%&'*+-.^_`|~".utf8.contains(scalar) { kind.insert(.token) }
        if (0x21...0x7E).contains(scalar) { kind.insert([.target, .value]) }
        if scalar == 0x20 || scalar == 0x09 || scalar >= 0x80 { kind.insert(.value) }
        if isDigit { kind.insert(.digit) }
        return kind.rawValue
    }
}
