import Domain
import Images
import Testing

@testable import scene_model

@Suite struct PerceptionTests {
    private static let scenes = RoundSimulation.samples(30, seed: 5).map(\.scene)

    /// The share of scenes of which anything is seen wrongly.
    private static func error(_ kind: Perturbation.Kind) throws -> Double {
        var wrong = 0
        for (index, scene) in scenes.enumerated() {
            let change = Perturbation(kind: kind, seed: Seed(rawValue: UInt32(index)))
            let seen = Percept(seeing: try change.applied(to: scene.drawn())).content
            wrong += seen.groups == scene.content.groups && seen.word == scene.content.word ? 0 : 1
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

    @Test func `PNG and JPEG are seen as they were drawn`() throws {
        for scene in Self.scenes.prefix(30) {
            for file in [try scene.drawn().png(compression: 1), try scene.drawn().jpeg(quality: 90)] {
                let seen = Percept(seeing: try PixelImage(decoding: file)).content
                #expect(seen.groups == scene.content.groups && seen.word == scene.content.word)
            }
        }
    }

    @Test func `pictures that are no scenes are looked at without harm`() {
        for (width, height) in [(1, 1), (1, 300), (400, 2), (160, 160)] {
            var random = SeededGenerator(seed: 4)
            let pixels = (0..<width * height * 3).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            let seen = Percept(seeing: PixelImage(width: width, height: height, pixels: pixels))
            #expect(seen.confidences.count == seen.content.looks.count)
        }
    }

    @Test func `errors grow with noise, blur and scaling`() throws {
        let noise = try [100, 500, 750].map { try Self.error(.diffusionNoise(step: $0)) }
        let blur = try [1.0, 4, 8].map { try Self.error(.gaussianBlur(sigma: $0)) }
        let scale = try [0.5, 0.3, 0.1].map { try Self.error(.scale(factor: $0)) }
        print("errors: noise 100…700 \(noise), blur 1…8 \(blur), scale 0.5…0.1 \(scale)")
        for errors in [noise, blur, scale] {
            #expect(errors == errors.sorted())
            #expect(errors.last ?? 0 > 0.3)
        }
    }
}
