/// Which buckets of a wheel are occupied, one bit each.
struct BucketSet {
    private let count: Int
    private var words: [UInt64]

    /// `count` must be a multiple of 64.
    init(count: Int) {
        self.count = count
        words = Array(repeating: 0, count: count / 64)
    }

    mutating func insert(_ bucket: Int) { words[bucket / 64] |= 1 << UInt64(bucket % 64) }
    mutating func remove(_ bucket: Int) { words[bucket / 64] &= ~(1 << UInt64(bucket % 64)) }

    /// How far the next occupied bucket is, going round; nil when all are empty.
    func distance(from start: Int) -> Int? {
        let first = start / 64
        for step in 0...words.count {
            let index = (first + step) % words.count
            var word = words[index]
            let below: UInt64 = 1 << UInt64(start % 64) - 1
            if step == 0 { word &= ~below }
            if step == words.count { word &= below }
            if word != 0 {
                let bucket = index * 64 + word.trailingZeroBitCount
                return (bucket - start + count) % count
            }
        }
        return nil
    }
}
