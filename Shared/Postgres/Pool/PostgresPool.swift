import Dispatch
package import Logging

/// A bounded set of connections, each lent to one caller at a time.
///
/// `PoolMachine` decides; this keeps the connections, the waiting callers and the
/// time. A lent connection whose socket has ended is replaced before it is used,
/// so a restart of the server costs waiting, not errors, to whoever comes later.
package actor PostgresPool {
    package nonisolated let settings: ConnectionSettings
    private nonisolated let poolSettings: PoolSettings
    private nonisolated let executor = ConnectionExecutor(label: "pairmill.postgres.pool")
    private let logger: Logger
    private var machine: PoolMachine<SystemRandomNumberGenerator>
    private var connections: [Int: PostgresConnection] = [:]
    private var callers: [Int: CheckedContinuation<Result<Grant, PostgresError>, Never>] = [:]
    private var callersSeen = 0

    private typealias Machine = PoolMachine<SystemRandomNumberGenerator>
    private typealias Grant = Machine.Grant

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Makes no connection yet: the first caller does.
    package init(_ settings: ConnectionSettings, pool: PoolSettings = PoolSettings(), logger: Logger) {
        self.settings = settings
        self.poolSettings = pool
        self.logger = logger
        machine = PoolMachine(pool, random: SystemRandomNumberGenerator())
    }

    /// Closes what is idle and refuses all who wait; lent connections close on return.
    package func shutdown() { apply(.shutdown) }
}

// MARK: - Lending

extension PostgresPool {
    /// A connection that is ours until it is given back.
    struct Lease: Sendable {
        let id: Int
        let connection: PostgresConnection
    }

    /// Waits for a connection, by the pool's deadline.
    func lease() async throws(PostgresError) -> Lease {
        let deadline = Deadline(after: poolSettings.leaseDeadline)
        var failure: PostgresError?
        while true {
            switch await grant(by: deadline, failure) {
            case .failure(let error): throw error
            case .success(.connection(let id)):
                if let connection = connections[id], await connection.isIdle {
                    return Lease(id: id, connection: connection)
                }
                apply(.returned(id, usable: false))
            case .success(.place(let id)):
                do throws(PostgresError) {
                    return try await connect(id)
                } catch {
                    failure = error
                }
            }
        }
    }

    /// Takes a connection back; one in the middle of something is closed.
    func giveBack(_ lease: Lease) async {
        apply(.returned(lease.id, usable: await lease.connection.isIdle))
    }

    private func connect(_ id: Int) async throws(PostgresError) -> Lease {
        do throws(PostgresError) {
            let connection = try await PostgresConnection.connect(settings)
            connections[id] = connection
            apply(.connected(id))
            return Lease(id: id, connection: connection)
        } catch {
            logger.warning("no connection to PostgreSQL", metadata: ["error": "\(error)"])
            apply(.connectFailed(id))
            throw error
        }
    }

    /// Waits for the machine's grant. What failed before says more than "too late".
    private func grant(by deadline: Deadline, _ failure: PostgresError?) async -> Result<Grant, PostgresError>
    {
        guard !Task.isCancelled else { return .failure(.cancelled) }
        guard !deadline.isOver else { return .failure(failure ?? .timedOut(.lease)) }
        callersSeen += 1
        let caller = callersSeen
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                callers[caller] = continuation
                apply(.request(caller))
                guard callers[caller] != nil else { return }
                onQueue(at: deadline.instant) { $0.abandon(caller, failure ?? .timedOut(.lease)) }
            }
        } onCancel: {
            onQueue(at: .now) { $0.abandon(caller, .cancelled) }
        }
    }

    private func abandon(_ caller: Int, _ error: PostgresError) {
        guard let continuation = callers.removeValue(forKey: caller) else { return }
        apply(.abandoned(caller))
        continuation.resume(returning: .failure(error))
    }
}

// MARK: - Performing

extension PostgresPool {
    private func apply(_ event: Machine.Event) {
        for action in machine.apply(event, at: .now) { perform(action) }
    }

    private func perform(_ action: Machine.Action) {
        switch action {
        case .grant(let caller, let grant):
            callers.removeValue(forKey: caller)?.resume(returning: .success(grant))
        case .refuse(let caller, let refusal):
            callers.removeValue(forKey: caller)?.resume(returning: .failure(PostgresError(refusal)))
        // The last reference hangs up.
        case .close(let id): connections[id] = nil
        case .wake(let time): onQueue(at: time) { $0.apply(.tick) }
        }
    }

    /// Does something on this actor at a time, without keeping the pool alive for it.
    private nonisolated func onQueue(
        at time: ContinuousClock.Instant, _ action: @escaping @Sendable (isolated PostgresPool) -> Void
    ) {
        let milliseconds = max(0, ContinuousClock.now.duration(to: time) / .milliseconds(1)).rounded(.up)
        executor.queue.asyncAfter(deadline: .now() + .milliseconds(Int(milliseconds))) { [weak self] in
            self?.assumeIsolated(action)
        }
    }
}

extension PostgresError {
    fileprivate init<Random>(_ refusal: PoolMachine<Random>.Refusal) {
        switch refusal {
        case .crowded(let waiting): self = .crowded(waiting: waiting)
        case .closed: self = .closed
        }
    }
}
