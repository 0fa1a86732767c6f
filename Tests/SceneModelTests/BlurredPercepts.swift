import Domain
import Images
import Synchronization

@testable import scene_model

/// What is seen in pictures under perturbations that a seed draws; each is looked at once.
final class BlurredPercepts: Sendable {
    private struct Key: Hashable {
        let scene: Scene
        let seed: UInt64
    }

    private let seen = Mutex<[Key: Percept]>([:])

    func percept(of scene: Scene, _ seed: UInt64) -> Percept {
        let key = Key(scene: scene, seed: seed)
        if let known = seen.withLock({ $0[key] }) { return known }
        // A perturbation that fails would show as a picture without objects.
        let picture = try? Perturbation.drawn(seed: seed).applied(to: scene.drawn())
        let percept = picture.map { Percept(seeing: $0) } ?? .nothing
        seen.withLock { $0[key] = percept }
        return percept
    }
}
