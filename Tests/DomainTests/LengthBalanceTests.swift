import Testing

@testable import Domain

@Suite struct LengthBalanceTests {
    private typealias Lengths = LengthBalance.Lengths

    private func struck(
        _ pairs: [Lengths], _ rule: PairFilterRules.LengthBalance = .init()
    ) -> (struck: [Int], cut: LengthCut) {
        var balance = LengthBalance(rule)
        for pair in pairs { balance.count(pair) }
        let cut = balance.cut()
        var asked = cut
        return (pairs.indices.filter { asked.strikes(pairs[$0]) }, cut)
    }

    @Test func `a balanced round loses nothing`() {
        let pairs = Array(repeating: Lengths(chosen: 11, rejected: 10), count: 10)
        let result = struck(pairs)
        #expect(result.struck.isEmpty)
        #expect(result.cut.isReached)
        #expect(abs(result.cut.meanGap - 0.1) < 1e-12)
    }

    @Test func `the longest leads go first, and no more than needed`() {
        var pairs = Array(repeating: Lengths(chosen: 10, rejected: 10), count: 18)
        pairs.insert(Lengths(chosen: 50, rejected: 10), at: 3)
        pairs.append(Lengths(chosen: 25, rejected: 10))
        let result = struck(pairs)
        #expect(result.struck == [3])
        #expect(result.cut.isReached)
    }

    @Test func `at most a fifth is struck, and the cut says that it did not get there`() {
        let pairs = Array(repeating: Lengths(chosen: 30, rejected: 10), count: 14)
        let result = struck(pairs)
        #expect(result.struck == [0, 1])
        #expect(!result.cut.isReached)
        #expect(result.cut.meanGap == 2)
    }

    @Test func `a filter that is off strikes nothing`() {
        let pairs = Array(repeating: Lengths(chosen: 30, rejected: 10), count: 14)
        #expect(struck(pairs, .init(on: false)).struck.isEmpty)
        #expect(struck([]).cut.isReached)
    }

    @Test func `what is left is what the cut says, whatever the round`() {
        let seed = UInt64.random(in: 0 ... .max)
        var random = SeededRandom(seed)
        for _ in 0..<300 {
            let pairs = (0..<Int.random(in: 0...60, using: &random)).map { _ in
                Lengths(
                    chosen: Int.random(in: 1...40, using: &random),
                    rejected: Int.random(in: 1...25, using: &random))
            }
            let result = struck(pairs)
            #expect(result.struck.count <= pairs.count / 5, "seed \(seed)")
            let left = pairs.indices.filter { !result.struck.contains($0) }.map { pairs[$0] }
            let gap = left.map { $0.chosen - $0.rejected }.reduce(0, +)
            let rejected = left.map(\.rejected).reduce(0, +)
            #expect(result.cut.isReached == (Double(gap) <= 0.1 * Double(rejected)), "seed \(seed)")
            let mildest = result.struck.map { pairs[$0].chosen - pairs[$0].rejected }.min() ?? .max
            #expect(left.allSatisfy { $0.chosen - $0.rejected <= mildest }, "seed \(seed)")
        }
    }
}
