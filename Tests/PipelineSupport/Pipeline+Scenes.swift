package import Contracts
import Foundation
import OrderedCollections

extension Pipeline {
    /// The lines of `scene-model scenes`, each with its image inside.
    package func drawScenes(_ count: Int) async throws -> [JSONValue] {
        let out = folder.appending(path: "scenes")
        let drawing = try launch(
            "scene-model", arguments: ["scenes", "--count", "\(count)", "--out", out.path])
        try await until("scenes are drawn", within: .seconds(30)) { drawing.process.isGone }
        let text = try String(contentsOf: out.appending(path: "samples.ndjson"), encoding: .utf8)
        return try text.split(separator: "\n").map { line in
            var members = try JSONValue(parsing: String(line)).members ?? [:]
            let file = out.appending(path: members["image"]?["path"]?.text ?? "")
            let data = try Foundation.Data(contentsOf: file).base64EncodedString()
            members["image"] = ["data": .string(data)]
            return .object(members)
        }
    }

    /// Starts `scene-model serve` on a free port and reads from its first line where it listens.
    package func serveScenes(_ options: [String] = ["--latency", "20ms"]) async throws -> String {
        let process = try launch(
            "scene-model",
            arguments: ["serve", "--listen", "127.0.0.1:0", "--trainer-folder", folder.path + "/trainer"]
                + options
        ).process
        try await until("scene-model listens", within: .seconds(30)) { Self.address(in: process) != nil }
        return Self.address(in: process) ?? ""
    }

    private static func address(in process: ServiceProcess) -> String? {
        process.printed.split(separator: "\n").first { $0.hasPrefix("scene-model listens on ") }?
            .split(separator: " ").last.map(String.init)
    }
}
