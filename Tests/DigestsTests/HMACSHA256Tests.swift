import Digests
import Testing

/// Vectors: RFC 4231 §4.2, 4.3, 4.4, 4.7 and 4.8.
@Suite struct HMACSHA256Tests {
    @Test func `a short key gives the code of test case 1`() {
        expect(
            [UInt8](repeating: 0x0B, count: 20), "Hi There".utf8,
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
    }

    @Test func `a key of four letters gives the code of test case 2`() {
        expect(
            Array("Jefe".utf8), "what do ya want for nothing?".utf8,
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    }

    @Test func `bytes that are not text give the code of test case 3`() {
        expect(
            [UInt8](repeating: 0xAA, count: 20), [UInt8](repeating: 0xDD, count: 50),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe")
    }

    @Test func `a key longer than a block gives the codes of test cases 6 and 7`() {
        let key = [UInt8](repeating: 0xAA, count: 131)
        expect(
            key, "Test Using Larger Than Block-Size Key - Hash Key First".utf8,
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
        let long =
            "This is a test using a larger than block-size key and a larger than block-size data. "
            + "The key needs to be hashed before being used by the HMAC algorithm."
        expect(key, long.utf8, "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2")
    }

    @Test func `an empty key and message give a code`() {
        expect([], [], "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
    }

    @Test func `only the right code passes`() {
        let code = HMACSHA256.code(for: "message".utf8, key: "key".utf8).bytes
        #expect(HMACSHA256.isCode(code, of: "message".utf8, key: "key".utf8))
        #expect(!HMACSHA256.isCode(code, of: "massage".utf8, key: "key".utf8))
        #expect(!HMACSHA256.isCode(code, of: "message".utf8, key: "kez".utf8))
        #expect(!HMACSHA256.isCode(code.dropLast(), of: "message".utf8, key: "key".utf8))
    }

    private func expect(_ key: [UInt8], _ message: some Sequence<UInt8>, _ hex: String) {
        #expect(HMACSHA256.code(for: message, key: key).hex == hex)
    }
}
