import Contracts
import Foundation

/// The file that keeps the figures of finished steps, so that a stopped ablation goes on.
struct FiguresLedger: Sendable {
    let path: String

    /// Lines that are not ours to read are passed over: their steps are measured again.
    func read() -> [AblationEntry] {
        // None yet is an empty one.
        let lines = FileManager.default.contents(atPath: path) ?? Data()
        return lines.split(separator: UInt8(ascii: "\n")).compactMap {
            try? JSONDecoder().decode(AblationEntry.self, from: Data($0))
        }
    }

    /// Adds an entry.
    func keep(_ entry: AblationEntry) throws { try write(read() + [entry]) }

    /// Forgets what is kept of a plan's steps.
    func forget(_ plan: AblationPlan) throws {
        try write(read().filter { $0.settings != plan.settings || !plan.seeds.contains($0.seed) })
    }

    /// Writes aside and renames, so that the file never ends in half a line.
    private func write(_ entries: [AblationEntry]) throws {
        let lines = try entries.map { try $0.jsonBytes() + [UInt8(ascii: "\n")] }
        try Data(lines.joined()).write(to: URL(filePath: path), options: .atomic)
    }
}
