import Foundation

/// The samples of one seed: those that pairs are made of, and the held-out ones.
struct AblationScenes: Sendable, Equatable {
    /// Files of samples.
    let samples: String
    let heldOut: String

    /// Sets that share no scene start this far from each other, so seeds must stay below it.
    static let distance: UInt32 = 1_000_000

    /// Draws both sets into a folder; what was drawn before is replaced.
    static func draw(
        _ settings: AblationPlan.Settings, seed: UInt32, into folder: String
    ) async throws -> AblationScenes {
        let log = "\(folder)/scenes.log"
        let samples = SceneDrawing(
            count: settings.samples, seed: distance + seed, folder: "\(folder)/samples", log: log)
        let heldOut = SceneDrawing(
            count: settings.heldOut, seed: 2 * distance + seed, folder: "\(folder)/held-out", log: log)
        return try await AblationScenes(samples: samples.draw(), heldOut: heldOut.draw())
    }
}
