import Digests
import Testing

@Suite struct SHA256HasherTests {
    @Test func `pieces give the digest of the whole at every split`() {
        let bytes = (0..<200).map { UInt8($0) }
        for split in 0...bytes.count {
            let hasher = SHA256Hasher()
            hasher.update(bytes[..<split])
            hasher.update(bytes[split...])
            #expect(hasher.digest() == SHA256Digest(of: bytes))
        }
    }

    @Test func `a digest taken midway leaves the hasher usable`() {
        let hasher = SHA256Hasher()
        hasher.update("ab".utf8)
        #expect(hasher.digest() == SHA256Digest(of: "ab".utf8))
        hasher.update("c".utf8)
        #expect(hasher.digest() == SHA256Digest(of: "abc".utf8))
    }

    @Test func `a sequence without storage of its own is hashed too`() {
        let hasher = SHA256Hasher()
        hasher.update((0..<100).lazy.map { UInt8($0) })
        #expect(hasher.digest() == SHA256Digest(of: Array(0..<100)))
    }
}
