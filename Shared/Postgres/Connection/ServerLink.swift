import CLibPQ
import Glibc

/// One connection of libpq in pipeline mode; every wait is poll(2) with a deadline.
///
/// Not safe to share: it belongs to the `PostgresConnection` that made it. All
/// statements go through pipelines, one of a single statement included, so that
/// there is one way to send and one to receive.
final class ServerLink {
    private let pointer: OpaquePointer

    /// Connects, without blocking but for the resolver.
    init(_ settings: ConnectionSettings) throws(PostgresError) {
        guard let pointer = Self.start(settings) else { throw .unavailable("out of memory") }
        self.pointer = pointer
        // From here on the deinit frees it, also when this throws.
        try connect(by: Deadline(after: settings.connectDeadline))
    }

    deinit { PQfinish(pointer) }

    private static func start(_ settings: ConnectionSettings) -> OpaquePointer? {
        let words = settings.keywords
        var names = words.map { strdup($0.name).map { UnsafePointer($0) } } + [nil]
        var values = words.map { strdup($0.value).map { UnsafePointer($0) } } + [nil]
        defer { for text in names + values { free(UnsafeMutablePointer(mutating: text)) } }
        return PQconnectStartParams(&names, &values, 1)
    }

    private func connect(by deadline: Deadline) throws(PostgresError) {
        guard PQstatus(pointer) != CONNECTION_BAD else { throw .unavailable(message) }
        PQsetNoticeProcessor(pointer, { _, _ in }, nil)
        var step = PGRES_POLLING_WRITING
        while step != PGRES_POLLING_OK {
            guard step != PGRES_POLLING_FAILED else { throw .unavailable(message) }
            let interest = step == PGRES_POLLING_READING ? POLLIN : POLLOUT
            guard wait(for: Int16(interest), by: deadline) != 0 else { throw .timedOut(.connect) }
            step = PQconnectPoll(pointer)
        }
        guard PQsetnonblocking(pointer, 1) == 0, PQenterPipelineMode(pointer) == 1 else {
            throw .unavailable(message)
        }
    }

    /// Waits for readiness; 0 once the deadline is over.
    private func wait(for interest: Int16, by deadline: Deadline) -> Int16 {
        var descriptor = pollfd(fd: PQsocket(pointer), events: interest, revents: 0)
        repeat {
            let count = poll(&descriptor, 1, deadline.milliseconds)
            // An error shows in the revents or in libpq's next call.
            if count > 0 { return descriptor.revents }
            if count < 0 && errno != EINTR { return Int16(POLLERR) }
        } while !deadline.isOver
        return 0
    }

    private var message: String {
        let text = PQerrorMessage(pointer).map { String(cString: $0) } ?? ""
        return text.split(whereSeparator: \.isNewline).joined(separator: "; ")
    }

    private var lost: PostgresError { .connectionLost(message) }
}

// MARK: - Sending

extension ServerLink {
    func sendPrepare(_ name: String, _ sql: SQL) throws(PostgresError) {
        let types = sql.parameters.map(\.type.rawValue)
        guard PQsendPrepare(pointer, name, sql.text, Int32(types.count), types) == 1 else { throw lost }
    }

    /// Sends a statement; with a name, one that was prepared before.
    func send(_ sql: SQL, prepared name: String?) throws(PostgresError) {
        let count = Int32(sql.parameters.count)
        let sent = withPointers(to: sql.parameters) { values, lengths, formats in
            if let name {
                PQsendQueryPrepared(pointer, name, count, values, lengths, formats, 1)
            } else {
                PQsendQueryParams(
                    pointer, sql.text, count, sql.parameters.map(\.type.rawValue), values, lengths, formats, 1
                )
            }
        }
        guard sent == 1 else { throw lost }
    }

    /// Ends a segment: what stands before fails or commits by itself.
    func sendSync() throws(PostgresError) {
        guard PQpipelineSync(pointer) == 1 else { throw lost }
    }

    private func withPointers<Value>(
        to parameters: [SQLParameter],
        _ body: (UnsafePointer<UnsafePointer<CChar>?>?, [Int32], [Int32]) -> Value
    ) -> Value {
        // One buffer for all values: pointers into separate arrays would not stay valid.
        var bytes: [UInt8] = []
        bytes.reserveCapacity(parameters.reduce(0) { $0 + ($1.bytes?.count ?? 0) + 1 })
        for parameter in parameters { bytes += (parameter.bytes ?? []) + CollectionOfOne(0) }
        let lengths = parameters.map { Int32(clamping: $0.bytes?.count ?? 0) }
        let formats = [Int32](repeating: 1, count: parameters.count)
        return bytes.withUnsafeBufferPointer { buffer in
            var start = UnsafeRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: CChar.self)
            let pointers = parameters.map { parameter in
                defer { start = start.map { $0 + (parameter.bytes?.count ?? 0) + 1 } }
                return parameter.bytes == nil ? nil : start
            }
            return pointers.withUnsafeBufferPointer { body($0.baseAddress, lengths, formats) }
        }
    }
}

// MARK: - Receiving

extension ServerLink {
    /// The next result, or nil where libpq marks the end of a statement's results.
    func next(by deadline: Deadline) throws(PostgresError) -> ResultOwner? {
        try push(by: deadline)
        while PQisBusy(pointer) == 1 { try exchange(by: deadline) }
        return PQgetResult(pointer).map(ResultOwner.init)
    }

    /// Sends what is queued, reading meanwhile: both sides could block otherwise.
    private func push(by deadline: Deadline) throws(PostgresError) {
        while true {
            let left = PQflush(pointer)
            if left == 0 { return }
            guard left == 1 else { throw lost }
            try exchange(by: deadline)
        }
    }

    private func exchange(by deadline: Deadline) throws(PostgresError) {
        let interest = PQflush(pointer) == 1 ? POLLIN | POLLOUT : POLLIN
        let ready = wait(for: Int16(interest), by: deadline)
        guard ready != 0 else { throw .timedOut(.answer) }
        guard ready & ~Int16(POLLOUT) != 0 else { return }
        guard PQconsumeInput(pointer) == 1 else { throw lost }
    }

    /// Reads a result that ended with an error: refused, or the end of the connection.
    func failure(_ result: ResultOwner) -> PostgresError {
        guard let error = result.serverError else { return .connectionLost(result.message) }
        // The server says 57P01–57P03 or a 08 before it hangs up.
        let hangsUp = error.sqlState.rawValue.hasPrefix("57P0") || error.sqlState.classCode == "08"
        return hangsUp || PQstatus(pointer) == CONNECTION_BAD
            ? .connectionLost(error.description) : .server(error)
    }

    /// Whether nothing is under way, no transaction is open and the server is silent.
    ///
    /// On an idle connection it speaks to say goodbye; anything else it may have to
    /// say is rare enough to give the connection up as well.
    var isIdle: Bool {
        wait(for: Int16(POLLIN), by: Deadline(after: .zero)) == 0
            && PQstatus(pointer) == CONNECTION_OK && PQtransactionStatus(pointer) == PQTRANS_IDLE
    }
}

// MARK: - Outside the pipeline

extension ServerLink {
    /// Sends a script of several statements, which a pipeline does not take.
    func sendScript(_ text: String) throws(PostgresError) {
        guard PQexitPipelineMode(pointer) == 1, PQsendQuery(pointer, text) == 1 else { throw lost }
    }

    /// Back to pipelines, after the last result of a script.
    func endScript() throws(PostgresError) {
        guard PQenterPipelineMode(pointer) == 1 else { throw lost }
    }

    /// What came on the channels listened to; waits for the first one.
    func notifications(by deadline: Deadline) throws(PostgresError) -> [PostgresNotification] {
        var found = pendingNotifications()
        guard found.isEmpty, wait(for: Int16(POLLIN), by: deadline) != 0 else { return found }
        guard PQconsumeInput(pointer) == 1 else { throw lost }
        found = pendingNotifications()
        return found
    }

    private func pendingNotifications() -> [PostgresNotification] {
        var found: [PostgresNotification] = []
        while let notification = PQnotifies(pointer) {
            defer { PQfreemem(notification) }
            found.append(
                PostgresNotification(
                    channel: String(cString: notification.pointee.relname),
                    payload: String(cString: notification.pointee.extra)))
        }
        return found
    }
}
