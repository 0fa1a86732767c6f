import Access
import EventLoop
import HTTPTypes
import TLS

/// One client's connection: performs what its `ConnectionMachine` decides.
///
/// It lives on one loop from accept to close. Its child task runs `serve`, which
/// runs one handler after the other on the same loop; readiness and deadlines
/// call it between the task's steps. Whoever ends first, the socket or the
/// handler, the task ends only when both have.
actor Connection: LoopActor {
    nonisolated let loop: ReadinessLoop
    nonisolated let remote: SocketAddress
    nonisolated let server: ServerLoop
    /// False where its address has enough connections: it is told so, and closed.
    nonisolated let isWelcome: Bool
    var transport: Transport?
    var machine: ConnectionMachine
    var watch: Watch?
    var timer: LoopTimer?
    var armed: MonotonicTime?
    /// Input that can't be parsed yet. Empty while idle: buffers belong to the loop.
    var held: [UInt8] = []
    /// Parsing answers some requests itself, which must not parse again.
    var isParsing = false
    /// How many requests there were: content belongs to one of them.
    var served: UInt64 = 0
    var content = ContentInbox()
    var output = OutputQueue()
    /// What of it the server has counted.
    var countedOutput = 0
    var stream: ReplyStream?
    var heartbeat: [UInt8] = []
    var writer: Waiter<Void>?
    var waits = WaitNumber()
    var record: RequestRecord?
    /// Whose key was too little for the request that is being refused.
    var refusedCaller: KeyHolder?
    var hasSeenHalfClose = false
    /// Whether what encryption holds back is read in a turn to come.
    var isReadingOn = false
    private var task: TaskHandle?
    private var call: Call?
    private var idler: CheckedContinuation<Call?, Never>?

    init(
        _ descriptor: consuming Descriptor, remote: SocketAddress, server: ServerLoop, isWelcome: Bool
    ) {
        loop = server.loop
        self.remote = remote
        self.server = server
        self.isWelcome = isWelcome
        // Without memory for encryption it is closed as soon as it starts.
        transport = try? Transport(descriptor, server.shared.settings.identity?.context)
        machine = ConnectionMachine(limits: server.shared.settings.connection, now: .now)
    }

    /// Serves requests until the connection is closed and no handler runs.
    nonisolated func serve() async {
        await withUnsafeCurrentTask { task in
            await start(TaskHandle(task))
            while let call = await nextCall() { await answer(call) }
            await forgetTask()
        }
    }

    private nonisolated func answer(_ call: Call) async {
        do {
            let reply = try await call.route.handler(call.request)
            guard case .stream(let write) = reply.body else { return await send(reply) }
            guard await startStream(reply) else { return }
            try await write(ReplyWriter(connection: self))
            try await finishStream()
        } catch {
            await fail(error)
        }
    }

    private func start(_ task: TaskHandle) {
        self.task = task
        if transport == nil { return server.remove(self) }
        do {
            watch = try transport?.watch(on: loop, [.read, .peerClose]) { readiness in
                self.handle(readiness)
            }
            timer = loop.schedule(after: machine.limits.head) { self.timerFired() }
            server.add(self)
            if !isWelcome { refuse(.crowdedAddress) }
            // A server that stops meanwhile hears out who has sent something already.
            if server.phase == .finishing { receive() }
            server.phase == .cancelling ? abandon() : settle()
        } catch {
            close()
        }
    }

    private func nextCall() async -> Call? {
        if let call = call.take() { return call }
        if transport == nil { return nil }
        return await withCheckedContinuation { idler = $0 }
    }

    /// Gives the child task its next request, or its end.
    func hand(_ call: Call?) {
        if let idler = idler.take() { return idler.resume(returning: call) }
        self.call = call
    }

    private func forgetTask() { task = nil }

    /// Cancels the running handler, if any.
    func cancelHandler() { task?.cancel() }
}
