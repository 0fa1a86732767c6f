import Foundation

@testable import scene_model

/// A folder for one test's trainer; removed with `remove`.
struct TrainerTestFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/scene-trainer-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    var settings: TrainerSettings { TrainerSettings(folder: path + "/trainer") }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
