import Glibc
import Testing

@testable import EventLoop

/// Collects what arrives at one end of a socket pair; an actor on the loop.
actor PairReader: LoopActor {
    nonisolated let loop: ReadinessLoop
    private let ours: Descriptor
    private let theirs: Descriptor
    private var watch: Watch?
    private var waiting: (text: String, continuation: CheckedContinuation<Void, Never>)?
    private(set) var text = ""

    init(loop: ReadinessLoop) async throws {
        self.loop = loop
        let pair = try socketPair()
        ours = Descriptor(owning: pair.0)
        theirs = Descriptor(owning: pair.1)
        try start()
    }

    private func start() throws {
        watch = try loop.watch(ours, .read) { _ in self.receive() }
    }

    func update(_ interest: Interest) throws { try watch?.update(interest) }

    func cancel() { watch?.cancel() }

    func send(_ text: String) { write(theirs.rawValue, text, text.utf8.count) }

    func wait(for text: String) async {
        if self.text == text { return }
        await withCheckedContinuation { waiting = (text, $0) }
    }

    private func receive() {
        var buffer = [UInt8](repeating: 0, count: 64)
        let count = read(ours.rawValue, &buffer, buffer.count)
        text += String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
        if let waiting, waiting.text == text {
            self.waiting = nil
            waiting.continuation.resume()
        }
    }
}
