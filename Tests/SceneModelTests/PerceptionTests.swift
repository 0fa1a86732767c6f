import Testing

@testable import scene_model

@Suite struct PerceptionTests {
    private static let scenes = RoundSimulation.samples(200, seed: 5).map(\.scene)

    private static func error(_ change: (Raster, UInt64) -> Raster) -> Double {
        let wrong = scenes.enumerated().count { index, scene in
            let seen = Percept(seeing: change(scene.drawn(), UInt64(index))).content
            return seen.groups != scene.content.groups || seen.word != scene.content.word
        }
        return Double(wrong) / Double(scenes.count)
    }

    @Test func `clean pictures are seen as they are`() {
        for scene in Self.scenes {
            let seen = Percept(seeing: scene.drawn()).content
            #expect(seen.groups == scene.content.groups && seen.word == scene.content.word, "\(scene)")
            #expect(seen.ground == scene.ground.rawValue)
        }
    }

    @Test func `errors grow with noise, blur and scaling`() {
        let noise = [100, 300, 500, 700].map { step in Self.error { $0.noised(step: step, seed: $1) } }
        let blur = [1.0, 4, 8].map { sigma in Self.error { picture, _ in picture.blurred(sigma: sigma) } }
        let scale = [0.5, 0.3, 0.1].map { factor in
            Self.error { picture, _ in picture.rescaled(factor: factor) }
        }
        print("errors: noise 100…700 \(noise), blur 1…8 \(blur), scale 0.5…0.1 \(scale)")
        for errors in [noise, blur, scale] { #expect(errors == errors.sorted() && errors.last ?? 0 > 0.3) }
    }
}
