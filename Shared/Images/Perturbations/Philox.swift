/// Philox4x32-10: random numbers counted, not drawn in a row.
///
/// Block `i` needs no block before it, and nothing but integers is used, so the
/// same key gives the same numbers on every machine and in any order (Salmon et
/// al., "Parallel Random Numbers: As Easy as 1, 2, 3", SC 2011).
struct Philox: Sendable {
    typealias Key = SIMD2<UInt32>
    typealias Block = SIMD4<UInt32>

    private static let rounds = 10

    let key: Key

    /// Four numbers of 32 bits.
    func block(_ counter: Block) -> Block {
        var (block, key) = (counter, key)
        for _ in 0..<Self.rounds {
            let even = UInt64(block[0]) * 0xD251_1F53
            let odd = UInt64(block[2]) * 0xCD9E_8D57
            block = Block(
                UInt32(odd >> 32) ^ block[1] ^ key[0], UInt32(truncatingIfNeeded: odd),
                UInt32(even >> 32) ^ block[3] ^ key[1], UInt32(truncatingIfNeeded: even))
            key &+= Key(0x9E37_79B9, 0xBB67_AE85)
        }
        return block
    }
}
