import Foundation

/// The lines of a training file, one after the other; reading blocks.
struct TrainingLines: Sendable {
    /// The longest line that is read: an image as a data URL, and three texts.
    static let longest = 64 << 20
    private static let block = 1 << 20

    private let handle: FileHandle
    private var held: [UInt8] = []
    private var start = 0
    private var isAtEnd = false
    /// The number of the line that was read last, from 1.
    private(set) var number = 0

    init(_ path: String) throws { handle = try FileHandle(forReadingFrom: URL(filePath: path)) }

    /// The next line that is not blank; nil at the end.
    mutating func next() throws -> [UInt8]? {
        while let line = try nextLine() {
            number += 1
            if !line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { return line }
        }
        return nil
    }

    private mutating func nextLine() throws -> [UInt8]? {
        var searched = start
        while true {
            if let end = held[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { start = end + 1 }
                return Array(held[start..<end])
            }
            if isAtEnd { return rest() }
            held.removeFirst(start)
            start = 0
            searched = held.count
            guard held.count <= Self.longest else {
                throw TrainingFailure.badLine(number: number + 1, reason: "longer than \(Self.longest) bytes")
            }
            try fill()
        }
    }

    private mutating func fill() throws {
        guard let bytes = try handle.read(upToCount: Self.block), !bytes.isEmpty else {
            isAtEnd = true
            return
        }
        held += bytes
    }

    /// A last line may lack its end.
    private mutating func rest() -> [UInt8]? {
        defer { start = held.count }
        return start == held.count ? nil : Array(held[start...])
    }
}
