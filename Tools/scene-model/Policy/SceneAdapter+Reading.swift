import Foundation

extension SceneAdapter {
    /// Why a folder holds no adapter that can be used.
    enum ReadingError: Error, CustomStringConvertible {
        case missing(String)
        case notScene(String)

        var description: String {
            switch self {
            case .missing(let message), .notScene(let message): message
            }
        }
    }

    /// Reads the adapter of a folder; its names and numbers are good.
    init(readingFrom folder: String) throws(ReadingError) {
        let file = URL(filePath: folder).appending(path: Self.fileName)
        // Whatever keeps it from being read, it is not there for us.
        guard let bytes = try? Foundation.Data(contentsOf: file) else {
            throw .missing("No adapter found for \(folder)")
        }
        // Any broken file is refused alike.
        let adapter = try? JSONDecoder().decode(SceneAdapter.self, from: bytes)
        guard let adapter, adapter.format == "scene", adapter.places != nil else {
            throw .notScene("\(folder) holds no scene adapter")
        }
        self = adapter
    }
}
