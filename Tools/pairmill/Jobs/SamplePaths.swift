import Contracts
import OrderedCollections

/// Makes the image paths of sample lines absolute (FORMATS §1).
struct SamplePaths {
    /// The folder of the samples' file.
    let folder: String

    /// The line with its path resolved; any other line as it is, for the Orchestrator to judge.
    func resolved(_ line: [UInt8]) -> [UInt8] {
        // A line that is no JSON is refused by the Orchestrator, with its number.
        guard let json = try? JSONValue(parsing: line), case .object(var members) = json else { return line }
        if let text = members["image"]?.text, isRelativePath(text) {
            members["image"] = .string("\(folder)/\(text)")
        } else if let path = members["image"]?["path"]?.text, isRelativePath(path) {
            members["image"] = ["path": .string("\(folder)/\(path)")]
        } else {
            return line
        }
        return Array(JSONValue.object(members).json.utf8)
    }

    private func isRelativePath(_ text: String) -> Bool {
        let isOther = ["/", "data:", "http://", "https://"].contains { text.hasPrefix($0) }
        let isDigest = text.utf8.count == 64 && text.allSatisfy(\.isHexDigit)
        return !isOther && !isDigest
    }
}
