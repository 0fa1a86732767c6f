import Foundation

/// `ablation.json`: every seed's figures, and the intervals over them.
struct AblationRecord: Encodable {
    /// One row: its figures by seed, and their means.
    struct Row: Encodable {
        let paperAverage: Double
        let seeds: [String: AblationFigures]
        let intervals: [AblationMeasure: Interval]

        enum CodingKeys: String, CodingKey {
            case seeds, intervals
            case paperAverage = "paper_average"
        }
    }

    struct Interval: Encodable {
        let mean: Double
        let halfWidth: Double?

        enum CodingKeys: String, CodingKey {
            case mean
            case halfWidth = "half_width"
        }
    }

    let settings: AblationPlan.Settings
    let days: [String]
    let rows: [AblationRow: Row]

    init(_ results: AblationResults) {
        settings = results.plan.settings
        days = Set(results.entries.map(\.day)).sorted()
        rows = Dictionary(
            AblationRow.allCases.map { ($0, Row($0, results)) }, uniquingKeysWith: { first, _ in first })
    }

    /// For people and for diffs: a line for each value, in one order.
    func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try Array(encoder.encode(self)) + [UInt8(ascii: "\n")]
    }
}

extension AblationRecord.Row {
    fileprivate init(_ row: AblationRow, _ results: AblationResults) {
        let entries = results.entries.filter { $0.row == row }
        var intervals: [AblationMeasure: AblationRecord.Interval] = [:]
        for measure in AblationMeasure.allCases {
            intervals[measure] = results.interval(of: measure, in: row).map {
                AblationRecord.Interval(mean: $0.mean, halfWidth: $0.halfWidth)
            }
        }
        self.init(
            paperAverage: row.paperAverage,
            seeds: Dictionary(
                entries.map { ("\($0.seed)", $0.figures) }, uniquingKeysWith: { _, last in last }),
            intervals: intervals)
    }
}
