import Foundation
import Images

/// Writes samples as FORMATS §1's own NDJSON, with images beside, and the truth apart.
struct SampleFolder {
    let url: URL

    /// One line of `samples.ndjson`.
    struct SampleLine: Codable, Equatable {
        struct Image: Codable, Equatable { var path: String }

        var id: String
        var image: Image
        var instruction: String
        var reference: String
        var tags: [String]
    }

    /// One line of `truth.ndjson`, which only tests read.
    struct TruthLine: Codable, Equatable {
        var id: String
        var family: String
        var form: Form
        var scene: Scene
    }

    /// Draws `count` samples; the same seed gives the same pixels and lines.
    func write(count: Int, seed: UInt64) throws {
        let images = url.appending(path: "images")
        try FileManager.default.createDirectory(at: images, withIntermediateDirectories: true)
        var samples = Foundation.Data()
        var truth = Foundation.Data()
        for index in 0..<count {
            var artist = SceneArtist(seed: SeededGenerator.mix(seed) ^ SeededGenerator.mix(UInt64(index)))
            let sample = artist.sample()
            let id = "scene-\(seed)-\(index)"
            let name = try write(sample.scene.drawn(), id: id, asJPEG: index % 4 == 3)
            try samples.append(line: Self.sampleLine(sample, id: id, path: "images/\(name)"))
            try truth.append(
                line: TruthLine(
                    id: id, family: sample.question.family, form: sample.form, scene: sample.scene))
        }
        try samples.write(to: url.appending(path: "samples.ndjson"), options: .atomic)
        try truth.write(to: url.appending(path: "truth.ndjson"), options: .atomic)
    }

    private func write(_ picture: PixelImage, id: String, asJPEG: Bool) throws -> String {
        let name = id + (asJPEG ? ".jpg" : ".png")
        let file = try asJPEG ? picture.jpeg(quality: 90) : picture.png(compression: 1)
        try Foundation.Data(file).write(to: url.appending(path: "images/\(name)"))
        return name
    }

    private static func sampleLine(_ sample: SceneSample, id: String, path: String) -> SampleLine {
        SampleLine(
            id: id, image: .init(path: path), instruction: sample.instruction, reference: sample.reference,
            tags: [sample.question.family, sample.form.rawValue])
    }
}

extension Foundation.Data {
    fileprivate mutating func append(line: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        append(try encoder.encode(line))
        append(UInt8(ascii: "\n"))
    }
}
