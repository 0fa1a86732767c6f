import EventLoop
import TLS

/// The bytes of a connection, in and out, plain or encrypted.
struct Transport: ~Copyable {
    private let descriptor: Descriptor
    private var session: TLSSession?

    /// With a context it speaks TLS; fails without memory.
    init(_ descriptor: consuming Descriptor, _ context: TLSContext? = nil) throws(TLSFailure) {
        session = if let context { try TLSSession(context, over: descriptor) } else { nil }
        self.descriptor = descriptor
    }

    /// Reads behind what the buffer holds already.
    ///
    /// A client that speaks HTTP where TLS is spoken throws `plainHTTP`, and is answered in plain.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Descriptor.ReadOutcome {
        guard let session else {
            var span = MutableRawSpan(_unsafeBytes: buffer)
            return try descriptor.read(into: &span)
        }
        do throws(TLSFailure) {
            return try session.read(into: buffer)
        } catch {
            if error == .plainHTTP { self.session = nil }
            throw error
        }
    }

    /// Writes two pieces, or as much as is taken; nil for nothing.
    borrowing func write(_ first: RawSpan, _ second: RawSpan) throws -> Int? {
        if let session { return try session.write(first) }
        if second.isEmpty { return try descriptor.write(first) }
        return try descriptor.write(first, second)
    }

    /// Writes until nothing is left or nothing is taken; the number of bytes written.
    borrowing func flush(_ output: inout OutputQueue) throws -> Int {
        try output.flush(to: self)
    }

    /// Ends our side. A client that is gone already is no error.
    borrowing func shutDownWriting() {
        session?.end()
        try? descriptor.shutdownWriting()
    }

    /// Tells a loop of readiness.
    borrowing func watch(
        on loop: ReadinessLoop, _ interest: Interest, handler: @escaping (Readiness) -> Void
    ) throws(SystemCallError) -> Watch {
        try loop.watch(descriptor, interest, handler: handler)
    }

    consuming func close(on loop: ReadinessLoop) {
        session?.end()
        loop.close(descriptor)
    }

    /// Closes it and sets its descriptor aside; nothing watches it any more.
    consuming func close(into reserve: DescriptorReserve) {
        session?.end()
        reserve.takeBack(descriptor)
    }
}

// MARK: What encryption waits for

extension Transport {
    /// What readiness to ask for: encryption may have to write before it reads, and the reverse.
    borrowing func interest(reads: Bool, writes: Bool) -> Interest {
        var interest: Interest = []
        if reads && !readNeedsWriting || writeNeedsReading { interest.insert(.read) }
        if writes && !writeNeedsReading || readNeedsWriting { interest.insert(.write) }
        return interest
    }

    var readNeedsWriting: Bool { borrowing get { session?.readNeedsWriting ?? false } }
    var writeNeedsReading: Bool { borrowing get { session?.writeNeedsReading ?? false } }

    /// Whether there is something to read of which the socket will not tell.
    var hasMore: Bool { borrowing get { session?.hasMore ?? false } }
}
