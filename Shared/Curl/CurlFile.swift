import Glibc

/// A part of a request's body that lies in a file, with bytes before and after it.
///
/// Read on the client's loop as libcurl asks for it, so a client that sends files should
/// have a loop of its own. The descriptor must stay open until the call ends.
package struct CurlFile: Sendable {
    private let descriptor: Int32
    private let size: Int
    private let before: [UInt8]
    private let after: [UInt8]

    /// `size`: how many bytes of the file are sent, from its start.
    package init(descriptor: Int32, size: Int, before: [UInt8] = [], after: [UInt8] = []) {
        self.descriptor = descriptor
        self.size = size
        self.before = before
        self.after = after
    }

    /// How many bytes are sent in all.
    var count: Int { before.count + size + after.count }

    /// Copies what follows `offset`; 0 at the end, nil if the file can't be read.
    func read(into room: UnsafeMutableRawBufferPointer, from offset: Int) -> Int? {
        if offset < before.count { return Self.copy(before[offset...], into: room) }
        let place = offset - before.count
        if place >= size { return Self.copy(after.dropFirst(place - size), into: room) }
        let count = pread(descriptor, room.baseAddress, min(room.count, size - place), off_t(place))
        return count > 0 ? count : nil
    }

    private static func copy(_ bytes: ArraySlice<UInt8>, into room: UnsafeMutableRawBufferPointer) -> Int {
        let part = bytes.prefix(room.count)
        room.copyBytes(from: part)
        return part.count
    }
}
