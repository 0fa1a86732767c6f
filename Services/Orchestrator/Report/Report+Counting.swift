import Contracts
import Records

extension Report {
    /// Adds pairs up: `built = rows + excluded`.
    mutating func count(_ counts: [PairCount]) {
        for count in counts {
            let pairs = Int64(count.pairs)
            built += pairs
            if let code = count.excluded {
                excluded[code, default: 0] += pairs
            } else {
                rows += pairs
                rounds[String(count.round), default: 0] += pairs
                sources["\(count.chosenSource)>\(count.rejectedSource)", default: 0] += pairs
            }
        }
    }

    mutating func count(_ counted: VerdictCount) {
        verdicts = VerdictCounts(
            passed: counted.passed, failed: counted.failed, unreadable: counted.unreadable,
            agreement: counted.agreement)
        dimensionsFailed = counted.dimensionsFailed
    }
}

extension SampleCounts {
    /// A sample that passed and failed in any round has pairs, or could have had some.
    init(all: Int64, _ outcomes: [String: Int64]) {
        self.init(
            all: all, withPairs: outcomes["mixed"] ?? 0, allPassed: outcomes["all_passed"] ?? 0,
            hard: outcomes["hard"] ?? 0, incomplete: outcomes["incomplete"] ?? 0)
    }
}
