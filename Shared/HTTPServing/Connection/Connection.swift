import EventLoop
import HTTPTypes
import Logging

/// One client's connection: reads requests one after the other and answers them in order.
///
/// Lives on its loop from accept to close. `run` is its one child task; the
/// handler of the request at hand is a child of that, and is cancelled when the
/// client is gone or its time is up.
actor Connection: LoopActor {
    nonisolated let loop: ReadinessLoop
    nonisolated let server: ServerState
    nonisolated let remote: SocketAddress
    let limits: ConnectionLimits

    var descriptor: Descriptor?
    var watch: Watch?
    var parser: RequestParser
    var output = OutputQueue()
    /// The client will send nothing more.
    var inputEnded = false
    /// Nothing can be sent or read any more.
    var isGone = false
    /// Waits for input, output space, or the end of the request's time.
    var reader: CheckedContinuation<Void, Never>?
    var writer: CheckedContinuation<Void, Never>?
    var watchdog: CheckedContinuation<Void, Never>?
    var deadlinePassed = false
    var endsOnHalfClose = false
    /// Whether `run` waits for the first byte of a request.
    var isIdle = true
    var inputTimer: LoopTimer?
    var outputTimer: LoopTimer?
    var timedOut = false
    var exchange: Exchange?

    init(
        _ descriptor: consuming Descriptor, from remote: SocketAddress, on loop: ReadinessLoop,
        of server: ServerState
    ) {
        self.descriptor = consume descriptor
        self.loop = loop
        self.server = server
        self.remote = remote
        limits = server.settings.connection
        parser = RequestParser(limits: limits.parser)
    }

    /// Serves until the connection ends; returns when it is closed.
    func run() async {
        await withTaskCancellationHandler {
            guard open() else { return close() }
            await serve()
            close()
        } onCancel: {
            loop.post { self.assumeIsolated { $0.leave() } }
        }
    }

    private func serve() async {
        while !isGone {
            do throws(Rejection) {
                guard let head = try await nextHead() else { return await finishOutput() }
                guard await answer(head) else {
                    return await finishOutput(lingering: exchange?.bodyLeft == true)
                }
            } catch {
                server.metrics.refused(error)
                return await refuse(error)
            }
        }
    }

    /// The head of the next request; nil when there is none.
    private func nextHead() async throws(Rejection) -> RequestHead? {
        isIdle = true
        defer { isIdle = false }
        setInputTimer(server.isFirstRequest(of: self) ? limits.head : limits.idle)
        var begun = false
        while true {
            if let event = try parser.next() {
                if case .head(let head) = event {
                    inputTimer?.cancel()
                    return head
                }
                continue
            }
            if parser.buffered > 0, !begun {
                begun = true
                isIdle = false
                setInputTimer(limits.head)
            }
            if timedOut {
                guard parser.buffered > 0 else { return nil }
                throw Rejection(408, "H35", "the header section took too long")
            }
            if inputEnded || isGone || (server.isDraining && !begun) { return nil }
            await moreInput()
        }
    }

    /// Ends the connection now: nothing is sent any more, whoever waits is woken.
    func leave() {
        isGone = true
        wakeAll()
    }

    /// The server stops: a connection without a request at hand ends.
    func drain() {
        if isIdle { reader.take()?.resume() }
    }

    func wakeAll() {
        reader.take()?.resume()
        writer.take()?.resume()
        watchdog.take()?.resume()
    }
}
