import Foundation
import Images
import Testing

@testable import scene_model

@Suite struct SampleFolderTests {
    private static func written(_ body: (URL) throws -> Void) throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "scenes-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: url) }
        try SampleFolder(url: url).write(count: 8, seed: 3)
        try body(url)
    }

    private static func lines<Line: Decodable>(_ url: URL, _ type: Line.Type) throws -> [Line] {
        try Foundation.Data(contentsOf: url).split(separator: UInt8(ascii: "\n")).map {
            try JSONDecoder().decode(Line.self, from: $0)
        }
    }

    @Test func `each line names an image that shows its scene`() throws {
        try Self.written { url in
            let samples = try Self.lines(
                url.appending(path: "samples.ndjson"), SampleFolder.SampleLine.self)
            let truths = try Self.lines(url.appending(path: "truth.ndjson"), SampleFolder.TruthLine.self)
            #expect(samples.count == 8 && samples.map(\.id) == truths.map(\.id))
            for (sample, truth) in zip(samples, truths) {
                let bytes = try Foundation.Data(contentsOf: url.appending(path: sample.image.path))
                let picture = try PixelImage(decoding: [UInt8](bytes))
                #expect(max(picture.width, picture.height) <= 160)
                #expect(Percept(seeing: picture).content.groups == truth.scene.content.groups)
            }
            #expect(Set(samples.map { $0.image.path.suffix(4) }) == [".png", ".jpg"])
        }
    }

    @Test func `the same seed writes the same lines`() throws {
        try Self.written { one in
            try Self.written { two in
                for name in ["samples.ndjson", "truth.ndjson"] {
                    let files = try [one, two].map {
                        try Foundation.Data(contentsOf: $0.appending(path: name))
                    }
                    #expect(files[0] == files[1])
                }
            }
        }
    }
}
