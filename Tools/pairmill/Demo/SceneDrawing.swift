import Foundation

/// Draws the demo's samples with `scene-model scenes`.
struct SceneDrawing {
    let count: Int
    let seed: UInt32
    /// Where they go; what was there is replaced.
    let folder: String
    let log: String

    /// Returns the file of samples.
    func draw() async throws -> String {
        try Programs.check(["scene-model"])
        if FileManager.default.fileExists(atPath: folder) {
            try FileManager.default.removeItem(atPath: folder)
        }
        let child = try ChildProcess.start(
            "scenes",
            [
                "\(Programs.folder)/scene-model", "scenes", "--count", "\(count)", "--seed", "\(seed)",
                "--out", folder,
            ], environment: ProcessInfo.processInfo.environment, log: log)
        guard let status = await child.exit(within: .seconds(300)) else {
            child.signal(SIGKILL)
            _ = await child.exit()
            throw CancellationError()
        }
        guard status == .exited(0) else {
            throw SupervisorError.ended(name: "scene-model scenes", status, log: log)
        }
        return "\(folder)/samples.ndjson"
    }
}
