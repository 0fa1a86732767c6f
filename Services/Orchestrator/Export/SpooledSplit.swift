import Blocking
import Digests

/// The rows of one split while they are counted, and the images they name.
///
/// Memory grows by one entry for each different image, 40 bytes or so.
struct SpooledSplit: ~Copyable {
    let split: ExportSplit
    private(set) var rows = 0
    private(set) var images: Set<ExportedImage> = []
    var lines: SpoolFile

    init(_ split: ExportSplit, pool: BlockingPool) async throws {
        self.split = split
        lines = try await SpoolFile(pool: pool)
    }

    mutating func add(_ row: [UInt8], image: ExportedImage) async throws {
        rows += 1
        images.insert(image)
        try await lines.add(row)
    }

    /// The images in the order of their digests.
    var sortedImages: [ExportedImage] {
        images.map { ($0.sha256.hex, $0) }.sorted { $0.0 < $1.0 }.map(\.1)
    }
}
