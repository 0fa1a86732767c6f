import EventLoop

/// The bytes of a connection, in and out; encryption will have its place here.
struct Transport: ~Copyable {
    private let descriptor: Descriptor

    init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }

    /// Reads behind what the buffer holds already.
    borrowing func read(
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(SystemCallError) -> Descriptor.ReadOutcome {
        var span = MutableRawSpan(_unsafeBytes: buffer)
        return try descriptor.read(into: &span)
    }

    /// Writes two pieces, or as much as is taken; nil for nothing.
    borrowing func write(_ first: RawSpan, _ second: RawSpan) throws(SystemCallError) -> Int? {
        if second.isEmpty { return try descriptor.write(first) }
        return try descriptor.write(first, second)
    }

    /// Writes until nothing is left or nothing is taken; the number of bytes written.
    borrowing func flush(_ output: inout OutputQueue) throws(SystemCallError) -> Int {
        try output.flush(to: self)
    }

    /// Ends our side. A client that is gone already is no error.
    borrowing func shutDownWriting() { try? descriptor.shutdownWriting() }

    /// Tells a loop of readiness.
    borrowing func watch(
        on loop: ReadinessLoop, _ interest: Interest, handler: @escaping (Readiness) -> Void
    ) throws(SystemCallError) -> Watch {
        try loop.watch(descriptor, interest, handler: handler)
    }

    consuming func close(on loop: ReadinessLoop) { loop.close(descriptor) }
}
