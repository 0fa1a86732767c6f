import Archives
import Foundation
import Synchronization

/// Writes the members of an adapter's tar into a folder; nothing but the files it may have.
final class AdapterUnpacking: Sendable {
    private struct State {
        var reader = TarReader()
        var file: FileHandle?
    }

    private let folder: String
    private let state = Mutex(State())

    init(folder: String) { self.folder = folder }

    /// Takes the next bytes of the archive; blocks.
    func take(_ bytes: [UInt8]) throws {
        try state.withLock { state in
            for event in try state.reader.feed(bytes) { try perform(event, &state) }
        }
    }

    /// Throws if the archive broke off.
    func finish() throws {
        try state.withLock { state in
            guard state.reader.isComplete else {
                throw AdapterObjection("archive", "the tar of the adapter broke off")
            }
        }
    }

    private func perform(_ event: TarReader.Event, _ state: inout State) throws {
        switch event {
        case .file(let path, let size):
            guard let limit = AdapterFiles.limits[path] else {
                throw AdapterObjection("archive", "\(path.prefix(100)) does not belong to an adapter")
            }
            guard size <= limit else {
                throw AdapterObjection("archive", "\(path) has \(size) bytes; the limit is \(limit)")
            }
            let url = URL(filePath: "\(folder)/\(path)")
            try Foundation.Data().write(to: url)
            state.file = try FileHandle(forWritingTo: url)
        case .bytes(let bytes): try state.file?.write(contentsOf: bytes)
        case .fileEnd:
            try state.file?.close()
            state.file = nil
        }
    }
}
