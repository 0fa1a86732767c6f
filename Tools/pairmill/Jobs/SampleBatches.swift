import Foundation

/// A file of samples in pieces of whole lines, so that memory stays bounded.
struct SampleBatches {
    struct Batch {
        var bytes: [UInt8] = []
        /// The number in the file of each line, from 1.
        var numbers: [Int] = []
    }

    /// A batch ends with the line that reaches this size.
    static let size = 4 << 20
    private let file: FileHandle
    private let change: ([UInt8]) -> [UInt8]
    private var splitter = LineSplitter()
    private var lines: ArraySlice<[UInt8]> = []
    private var lastNumber = 0
    private var isAtEnd = false

    init(_ path: String, changing change: @escaping ([UInt8]) -> [UInt8] = { $0 }) throws {
        file = try FileHandle(forReadingFrom: URL(filePath: path))
        self.change = change
    }

    /// The next lines that are not blank; nil at the end.
    mutating func next() throws -> Batch? {
        var batch = Batch()
        while batch.bytes.count < Self.size, let line = try nextLine() {
            lastNumber += 1
            guard line.contains(where: { $0 > 0x20 }) else { continue }
            batch.bytes += change(line)
            batch.bytes.append(UInt8(ascii: "\n"))
            batch.numbers.append(lastNumber)
        }
        return batch.numbers.isEmpty ? nil : batch
    }

    private mutating func nextLine() throws -> [UInt8]? {
        while lines.isEmpty, !isAtEnd {
            if let bytes = try file.read(upToCount: 1 << 20), !bytes.isEmpty {
                lines = splitter.add(Array(bytes))[...]
            } else {
                isAtEnd = true
                lines = [splitter.finish()].compactMap(\.self)[...]
            }
        }
        return lines.popFirst()
    }
}
