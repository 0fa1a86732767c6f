import CZlib

/// Bytes packed as clients pack them.
package enum Gzipped {
    package struct Failed: Error {}

    package static func bytes(_ plain: [UInt8]) throws -> [UInt8] {
        var stream = z_stream()
        guard czlib_deflate_gzip(&stream) == Z_OK else { throw Failed() }
        defer { deflateEnd(&stream) }
        let capacity = Int(deflateBound(&stream, UInt(plain.count)))
        var plain = plain
        return try [UInt8](unsafeUninitializedCapacity: capacity) { room, count in
            try plain.withUnsafeMutableBufferPointer { bytes in
                stream.next_in = bytes.baseAddress
                stream.avail_in = UInt32(bytes.count)
                stream.next_out = room.baseAddress
                stream.avail_out = UInt32(room.count)
                guard deflate(&stream, Z_FINISH) == Z_STREAM_END else { throw Failed() }
                count = room.count - Int(stream.avail_out)
            }
        }
    }
}
