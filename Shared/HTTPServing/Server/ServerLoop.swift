import EventLoop
import HTTPTypes
import Metrics
import Synchronization

/// What a server has on one loop: its connections and what they share.
///
/// Owner of everything mutable: the loop, in whose turns alone it is touched.
/// Other threads read `openCount` and call `adopt` and `finish`.
final class ServerLoop: @unchecked Sendable {
    /// What becomes of connections; those that are on their way here learn it when they start.
    enum Phase {
        case serving
        /// Whoever is idle is closed.
        case finishing
        /// Everyone is.
        case cancelling
    }

    let loop: ReadinessLoop
    let shared: ServerShared
    /// Where connections read: an idle one has no buffer of its own.
    let buffer: UnsafeMutableBufferPointer<UInt8>
    private(set) var phase = Phase.serving
    private var connections: [ObjectIdentifier: Connection] = [:]
    private var clock = DateField()
    private var timers: [TimerKey: Timer] = [:]
    private let process = UInt64.random(in: 0..<1 << 48)
    private var number: UInt64 = 0
    private let open = Atomic(0)
    /// Bytes of replies that the system has not taken, of all connections, and how many there may be.
    private var pendingOutput = 0
    private let outputRoom: Int
    private var isShedding = false
    private let arrivals: AsyncStream<Connection>
    private let sink: AsyncStream<Connection>.Continuation

    /// Numbers, as a pattern would be hashed anew for every request.
    private struct TimerKey: Hashable {
        let route: Int
        let status: Int
    }

    /// `loops`: how many share what the server may have.
    init(loop: ReadinessLoop, shared: ServerShared, loops: Int = 1) {
        self.loop = loop
        outputRoom = shared.settings.maxOutput / loops
        self.shared = shared
        // More than a field section and what may be held back of content.
        buffer = .allocate(capacity: 128 << 10)
        (arrivals, sink) = AsyncStream.makeStream()
    }

    deinit { buffer.deallocate() }

    /// Connections from accept to close; from any thread.
    var openCount: Int { open.load(ordering: .relaxed) }

    /// Takes a connection on; from any thread. Bounded by the acceptor's cap.
    func adopt(_ descriptor: consuming Descriptor, from remote: SocketAddress) {
        open.add(1, ordering: .relaxed)
        shared.opened()
        let isWelcome = shared.addresses?.enter(remote.host) ?? true
        sink.yield(Connection(descriptor, remote: remote, server: self, isWelcome: isWelcome))
    }

    /// Serves what is adopted until `finish`, and then to the end of every connection.
    func run() async {
        await withDiscardingTaskGroup { group in
            for await connection in arrivals { group.addTask { await connection.serve() } }
        }
    }

    /// Takes nothing more on.
    func finish() { sink.finish() }

    func add(_ connection: Connection) { connections[ObjectIdentifier(connection)] = connection }

    func remove(_ connection: Connection) {
        connections[ObjectIdentifier(connection)] = nil
        open.subtract(1, ordering: .relaxed)
        shared.closed()
        if connection.isWelcome { shared.addresses?.leave(connection.remote.host) }
    }

    /// Ends streams and closes idle connections, now and from now on.
    func closeIdle() {
        if phase == .serving { phase = .finishing }
        forEach {
            $0.endStream()
            $0.closeIfIdle()
        }
    }

    /// Cancels every handler and closes every connection, now and from now on.
    func cancelAll() {
        phase = .cancelling
        forEach { $0.abandon() }
    }

    /// Passes every connection, which may close meanwhile.
    private func forEach(_ body: (isolated Connection) -> Void) {
        for connection in Array(connections.values) { connection.assumeIsolated(body) }
    }

    /// Closes the connections that were idle for longest (HTTP.md §3, Full).
    func shedIdle(_ count: Int) {
        let idle = connections.values.compactMap { connection in
            connection.assumeIsolated { $0.machine.idleSince }.map { ($0, connection) }
        }
        for (_, connection) in idle.sorted(by: { $0.0 < $1.0 }).prefix(count) {
            connection.assumeIsolated { $0.closeIfIdle() }
        }
    }

    /// Counts what waits for readers; where it is too much, who has been reading for longest is closed.
    func outputChanged(by count: Int) {
        pendingOutput += count
        guard pendingOutput > outputRoom, !isShedding else { return }
        isShedding = true
        loop.post { self.shedReaders() }
    }

    /// Those first of whom more waits than back-pressure leaves, which are whole replies: a stream that is read
    /// slowly but steadily costs little. The last one stays in any case.
    private func shedReaders() {
        isShedding = false
        let readers = connections.values.compactMap { connection in
            connection.assumeIsolated { own in
                own.machine.outputSince.map { (own.countedOutput, $0, connection) }
            }
        }
        let limit = shared.settings.connection.highMark
        let large = readers.filter { $0.0 > limit }.sorted { $0.1 < $1.1 }
        let small = readers.filter { $0.0 <= limit }.sorted { $0.1 < $1.1 }
        for (_, _, connection) in (large + small).dropLast() {
            if pendingOutput <= outputRoom { return }
            shared.metrics.refused("output")
            connection.assumeIsolated { $0.abandon() }
        }
    }

    /// Counts a request that is over. A timer is looked up once for each loop, route and status.
    func answered(_ route: Route?, _ status: HTTPResponse.Status?, after duration: Duration) {
        let key = TimerKey(route: route?.number ?? -1, status: status?.code ?? 0)
        if let timer = timers[key] { return timer.record(duration: duration) }
        let timer = shared.metrics.timer(route: route?.pattern ?? "none", status: status)
        timers[key] = timer
        timer.record(duration: duration)
    }

    /// The time as replies carry it, formatted once a second.
    var date: [UInt8] { clock.bytes() }

    func nextID() -> RequestID {
        number += 1
        return RequestID(process: process, number: number)
    }
}
