import Foundation

/// One node of a plan that ran, as `explain (analyze, buffers, format json)` tells it.
struct PlanNode: Decodable {
    let type: String
    let relation: String?
    let index: String?
    private let rows: Double
    private let loops: Double
    private let filtered: Double?
    private let rechecked: Double?
    private let hit: Int
    private let read: Int
    private let children: [PlanNode]?

    private enum CodingKeys: String, CodingKey {
        case type = "Node Type"
        case relation = "Relation Name"
        case index = "Index Name"
        case rows = "Actual Rows"
        case loops = "Actual Loops"
        case filtered = "Rows Removed by Filter"
        case rechecked = "Rows Removed by Index Recheck"
        case hit = "Shared Hit Blocks"
        case read = "Shared Read Blocks"
        case children = "Plans"
    }

    /// Reads PostgreSQL's answer: a list of one object that holds the plan.
    static func read(_ json: String) throws -> PlanNode {
        struct Explained: Decodable {
            let plan: PlanNode

            enum CodingKeys: String, CodingKey { case plan = "Plan" }
        }
        let explained = try JSONDecoder().decode([Explained].self, from: Data(json.utf8))
        guard let plan = explained.first?.plan else { throw CocoaError(.coderValueNotFound) }
        return plan
    }

    /// This node and all below it.
    var all: [PlanNode] { [self] + (children ?? []).flatMap(\.all) }

    /// Pages looked at by it and all below it.
    var pages: Int { hit + read }

    /// Rows that it looked at, whether or not it gave them on.
    var touched: Int { Int(((rows + (filtered ?? 0) + (rechecked ?? 0)) * loops).rounded(.up)) }

    /// Whether it reads a table itself.
    var isScan: Bool { relation != nil && type != "ModifyTable" && type != "LockRows" }
}

extension PlanNode: CustomStringConvertible {
    var description: String {
        [type, relation, index.map { "by \($0)" }, "\(touched) rows, \(pages) pages"].compactMap(\.self)
            .joined(separator: " ")
    }
}
