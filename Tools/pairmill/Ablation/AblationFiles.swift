import Foundation

/// The files an ablation leaves in its folder: page, plot and figures.
struct AblationFiles: Sendable {
    let folder: String

    /// Writes each aside and renames it; returns their paths.
    func write(_ results: AblationResults, _ occasion: AblationOccasion) throws -> [String] {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let files: [(name: String, bytes: [UInt8])] = [
            ("ablation.md", Array(AblationPage(results: results, occasion: occasion).text.utf8)),
            ("ablation.svg", Array(AblationPlot(results: results).svg.utf8)),
            ("ablation.json", try AblationRecord(results).json()),
        ]
        return try files.map { file in
            let path = "\(folder)/\(file.name)"
            try Data(file.bytes).write(to: URL(filePath: path), options: .atomic)
            return path
        }
    }
}
