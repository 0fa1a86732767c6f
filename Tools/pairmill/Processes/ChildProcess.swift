import Foundation
import Synchronization

/// A program we started: in a process group of its own, its output in a log file.
///
/// The group keeps the terminal's Ctrl-C away from it: who started it decides how
/// it stops. A thread of its own waits for its end, so nobody polls.
final class ChildProcess: Sendable {
    let name: String
    let id: pid_t

    private struct Ending {
        var status: ExitStatus?
        var waiting: [AsyncStream<ExitStatus>.Continuation] = []
    }
    private let ending = Mutex(Ending())

    private init(name: String, id: pid_t) {
        self.name = name
        self.id = id
    }

    /// Starts `arguments[0]`, with standard output and error appended to the file `log`.
    static func start(
        _ name: String, _ arguments: [String], environment: [String: String], log: String,
        inOwnSession: Bool = false
    ) throws(ChildProcessError) -> ChildProcess {
        let id = try spawn(arguments, environment: environment, log: log, inOwnSession: inOwnSession)
        let child = ChildProcess(name: name, id: id)
        Thread.detachNewThread { child.awaitEnd() }
        return child
    }

    /// Sends a signal; a process that has ended gets none, so a reused id is never hit.
    func signal(_ number: Int32) {
        ending.withLock { ending in
            if ending.status == nil { _ = kill(id, number) }
        }
    }

    var isRunning: Bool { ending.withLock { $0.status == nil } }

    /// Waits for the end; nil if the waiting task is cancelled before.
    func exit() async -> ExitStatus? {
        for await status in ends() { return status }
        return nil
    }

    /// Waits for the end, but no longer than `limit`; nil if it still runs then.
    func exit(within limit: Duration) async -> ExitStatus? {
        await withTaskGroup(of: ExitStatus?.self) { group in
            group.addTask { await self.exit() }
            group.addTask {
                // Cut short by the end of the process, which is what is waited for.
                try? await Task.sleep(for: limit)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }

    private func ends() -> AsyncStream<ExitStatus> {
        let (stream, continuation) = AsyncStream.makeStream(of: ExitStatus.self)
        let known = ending.withLock { ending -> ExitStatus? in
            if ending.status == nil { ending.waiting.append(continuation) }
            return ending.status
        }
        if let known {
            continuation.yield(known)
            continuation.finish()
        }
        return stream
    }

    /// Notes the end before the process is reaped: until then nobody else gets its id.
    private func awaitEnd() {
        var ended = siginfo_t()
        while waitid(P_PID, id_t(id), &ended, WEXITED | WNOWAIT) < 0, errno == EINTR {}
        let (status, waiting) = ending.withLock { ending in
            var raw: Int32 = 0
            while waitpid(id, &raw, 0) < 0, errno == EINTR {}
            let status = ExitStatus(waitStatus: raw)
            defer { ending.waiting = [] }
            ending.status = status
            return (status, ending.waiting)
        }
        for continuation in waiting {
            continuation.yield(status)
            continuation.finish()
        }
    }
}

extension ChildProcess {
    /// posix_spawn(3) with its output redirected and signals at their defaults.
    private static func spawn(
        _ arguments: [String], environment: [String: String], log: String, inOwnSession: Bool
    ) throws(ChildProcessError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o644)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)

        var attributes = attributes(inOwnSession: inOwnSession)
        defer { posix_spawnattr_destroy(&attributes) }
        var words = arguments.map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (words + variables).forEach { free($0) } }
        var id: pid_t = 0
        let code = posix_spawnp(&id, arguments[0], &actions, &attributes, &words, &variables)
        guard code == 0 else { throw ChildProcessError(program: arguments[0], code: code) }
        return id
    }

    /// Signals as a fresh program expects them: Dispatch's threads, which call this, block them.
    private static func attributes(inOwnSession: Bool) -> posix_spawnattr_t {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        // POSIX_SPAWN_SETSID is 0x80 in Glibc's spawn.h, which shows it to GNU sources alone.
        let place: Int32 = inOwnSession ? 0x80 : Int32(POSIX_SPAWN_SETPGROUP)
        let flags = place | Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK)
        posix_spawnattr_setflags(&attributes, Int16(flags))
        return attributes
    }
}
