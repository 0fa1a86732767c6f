import Digests
import Testing

@Suite struct ConstantTimeEqualsTests {
    @Test func `equal bytes are equal, in whatever collection`() {
        #expect(constantTimeEquals("secret".utf8, Array("secret".utf8)))
        #expect(constantTimeEquals([], "".utf8))
    }

    @Test func `one differing bit anywhere is seen`() {
        let secret = [UInt8](repeating: 0x5A, count: 40)
        for index in secret.indices {
            for bit in 0..<8 {
                var other = secret
                other[index] ^= 1 << bit
                #expect(!constantTimeEquals(secret, other))
            }
        }
    }

    @Test func `a prefix is not equal`() {
        #expect(!constantTimeEquals("secret".utf8, "secre".utf8))
        #expect(!constantTimeEquals("".utf8, "s".utf8))
    }
}
