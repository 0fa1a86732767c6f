import Digests
import Foundation
import Testing

/// Vectors: FIPS 180-4 examples and the NIST CAVP byte-oriented short messages.
@Suite struct SHA256DigestTests {
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
                + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
        ),
    ])
    func `the digest of a text is the one FIPS 180 gives`(text: String, hex: String) {
        #expect(SHA256Digest(of: text.utf8).hex == hex)
    }

    @Test func `a million times a has the digest FIPS 180 gives`() {
        let digest = SHA256Digest(of: repeatElement(UInt8(ascii: "a"), count: 1_000_000))
        #expect(digest.hex == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test func `bytes that are not text have the digest NIST gives`() {
        #expect(
            SHA256Digest(of: [0xD3]).hex
                == "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1")
        #expect(
            SHA256Digest(of: [0x11, 0xAF]).hex
                == "5ca7133fa735326081558ac312c620eeca9970d1e70a4b95533d956f072d1f98")
    }

    @Test func `hexadecimal and bytes give the digest back`() {
        let digest = SHA256Digest(of: "abc".utf8)
        #expect(SHA256Digest(hex: digest.hex) == digest)
        #expect(SHA256Digest(hex: digest.hex.uppercased()) == digest)
        #expect(SHA256Digest(bytes: digest.bytes) == digest)
        #expect(SHA256Digest("\(digest)") == digest)
    }

    @Test(arguments: ["", "abc", String(repeating: "g", count: 64), String(repeating: "a", count: 66)])
    func `what is not 64 hexadecimal digits is no digest`(text: String) {
        #expect(SHA256Digest(hex: text) == nil)
    }

    @Test func `32 letters that are two bytes each are no digest`() {
        #expect(SHA256Digest(hex: String(repeating: "é", count: 32)) == nil)
        #expect(SHA256Digest(bytes: [UInt8](repeating: 0, count: 31)) == nil)
    }

    @Test func `JSON holds a digest as text and refuses other text`() throws {
        let digest = SHA256Digest(of: "abc".utf8)
        let json = try JSONEncoder().encode([digest])
        #expect(String(decoding: json, as: UTF8.self) == "[\"\(digest.hex)\"]")
        #expect(try JSONDecoder().decode([SHA256Digest].self, from: json) == [digest])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([SHA256Digest].self, from: Data(#"["ba78"]"#.utf8))
        }
    }
}
