import Contracts
import Domain
import Records

extension LengthReport {
    /// Works the statistics out of how many pairs have which lengths.
    init(kept: PairRecords.LengthCounts, beforeBalance: PairRecords.LengthCounts) {
        let gap = LengthGap(kept)
        self.init(
            chosen: LengthStatistics(kept, of: \.chosen), rejected: LengthStatistics(kept, of: \.rejected),
            meanGap: gap.meanGap, chosenLonger: gap.chosenLonger, beforeBalance: LengthGap(beforeBalance))
    }
}

extension LengthGap {
    fileprivate init(_ counts: PairRecords.LengthCounts) {
        let pairs = counts.values.reduce(0, +)
        guard pairs > 0 else {
            self.init()
            return
        }
        let gap = counts.reduce(0) { $0 + ($1.key.chosen - $1.key.rejected) * $1.value }
        let longer = counts.reduce(0) { $0 + ($1.key.chosen > $1.key.rejected ? $1.value : 0) }
        self.init(meanGap: Double(gap) / Double(pairs), chosenLonger: Double(longer) / Double(pairs))
    }
}

extension LengthStatistics {
    fileprivate init(_ counts: PairRecords.LengthCounts, of side: KeyPath<LengthBalance.Lengths, Int>) {
        var byLength: [Int: Int] = [:]
        for (lengths, pairs) in counts { byLength[lengths[keyPath: side], default: 0] += pairs }
        let sorted = byLength.sorted { $0.key < $1.key }
        let pairs = sorted.reduce(0) { $0 + $1.value }
        guard pairs > 0 else {
            self.init()
            return
        }
        /// The smallest length that covers the share (the nearest-rank percentile).
        func percentile(_ share: Double) -> Int {
            var left = Int((share * Double(pairs)).rounded(.up))
            for (length, count) in sorted {
                left -= count
                if left <= 0 { return length }
            }
            return sorted.last?.key ?? 0
        }
        let words = sorted.reduce(0) { $0 + $1.key * $1.value }
        self.init(mean: Double(words) / Double(pairs), p50: percentile(0.5), p95: percentile(0.95))
    }
}
