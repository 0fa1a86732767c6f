import CZlib

/// Unpacks gzip (RFC 1952) piece by piece, in constant memory.
///
/// Several members one after the other are read as one (§2.2). Whoever reads content has one of these for
/// itself and calls it from one task, on whatever thread that goes on: nothing of it is shared.
package final class GzipReader: @unchecked Sendable {
    /// What one call gives at most.
    package static let pieceSize = 64 << 10
    /// Up to here anything may grow as it likes.
    static let harmless = 1 << 20
    /// Beyond it by this factor at most. Text grows twentyfold, and deflate could a thousandfold.
    static let growth = 100

    private var stream = z_stream()
    /// Packed bytes that were not used yet.
    private var rest: ArraySlice<UInt8> = []
    private(set) var taken = 0
    private(set) var given = 0
    /// Whether the last member is complete.
    private var isBetweenMembers = true
    /// Whether zlib may hold more than the last piece had room for.
    private var isFull = false

    package init() throws(GzipError) {
        guard czlib_inflate_gzip(&stream) == Z_OK else { throw .outOfMemory }
    }

    deinit { inflateEnd(&stream) }

    /// Takes more packed bytes; call it when `next` has nothing left to give.
    package func take(_ bytes: ArraySlice<UInt8>) {
        rest = rest.isEmpty ? bytes : rest + bytes
        taken += bytes.count
    }

    /// The next unpacked bytes; nil when more packed ones are needed.
    package func next() throws(GzipError) -> [UInt8]? {
        while !rest.isEmpty || isFull {
            let piece = try unpack()
            given += piece.count
            if given > Self.harmless, given / Self.growth > taken { throw .bomb }
            if !piece.isEmpty { return piece }
        }
        return nil
    }

    /// Nothing more comes: throws if the last member is not complete.
    package func finish() throws(GzipError) {
        if !isBetweenMembers || taken == 0 { throw .truncated }
    }

    /// Unpacks as much as fits into a piece, which may be nothing.
    private func unpack() throws(GzipError) -> [UInt8] {
        if isBetweenMembers, inflateReset(&stream) != Z_OK { throw .malformed }
        isBetweenMembers = false
        var (result, used) = (Z_OK, 0)
        let piece = [UInt8](unsafeUninitializedCapacity: Self.pieceSize) { room, count in
            rest.withUnsafeBufferPointer { packed in
                stream.next_in = UnsafeMutablePointer(mutating: packed.baseAddress)
                stream.avail_in = UInt32(packed.count)
                stream.next_out = room.baseAddress
                stream.avail_out = UInt32(room.count)
                result = inflate(&stream, Z_NO_FLUSH)
                used = packed.count - Int(stream.avail_in)
                count = room.count - Int(stream.avail_out)
            }
        }
        rest = rest.dropFirst(used)
        isFull = piece.count == Self.pieceSize && result != Z_STREAM_END
        switch result {
        case Z_OK, Z_BUF_ERROR: break
        case Z_STREAM_END: isBetweenMembers = true
        case Z_MEM_ERROR: throw .outOfMemory
        default: throw .malformed
        }
        return piece
    }
}
