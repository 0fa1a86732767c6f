package import Foundation

/// One of the built programs, run as a process that can't outlive its test.
///
/// A shell stands between us and it and reads a pipe: the pipe ends when the test
/// stops the program or is gone itself, however it ends, and then the shell ends
/// the program, gently at first, and deletes its folder.
package final class ServiceProcess: Sendable {
    /// How it shows itself among the workers.
    package let name: String
    /// Of the program itself, not of its shell.
    package let pid: pid_t
    private let log: URL
    private let life: Pipe
    private let ended: AsyncStream<Void>

    /// Starts a program of the build folder; what it prints goes to a file of `folder`, which ends with it.
    package init(
        _ program: String, _ arguments: [String] = [], name: String, environment: [String: String],
        folder: URL
    ) throws {
        self.name = name
        log = folder.appending(path: "\(name).log")
        life = Pipe()
        let (ended, ending) = AsyncStream.makeStream(of: Void.self)
        self.ended = ended
        let output = Pipe()
        for end in [life.fileHandleForWriting, output.fileHandleForReading] {
            // Nobody else may hold an end of ours open.
            _ = fcntl(end.fileDescriptor, F_SETFD, FD_CLOEXEC)
        }
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/sh")
        shell.arguments = ["-c", Self.script, log.path, Self.path(of: program)] + arguments
        shell.environment = environment.merging(["PATH": "/usr/bin:/bin"]) { given, _ in given }
        shell.standardInput = life
        shell.standardOutput = output
        shell.standardError = FileHandle.nullDevice
        shell.terminationHandler = { _ in ending.finish() }
        try shell.run()
        let text = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let pid = pid_t(text.trimmingCharacters(in: .newlines)) else {
            throw PipelineError.notStarted(program)
        }
        self.pid = pid
    }

    /// `$0` is the log, the rest is the program with its arguments. Nothing here calls `wait`: our threads
    /// block signals, which the shell inherits, and then dash waits for SIGCHLD for good.
    private static let script = """
        exec 3<&0
        {
            /bin/sh -c 'echo $$ >"$0.pid"; echo $$; exec "$@" </dev/null >"$0" 2>&1 3<&-' "$0" "$@"
            echo $? >"$0.exit"
        } &
        trap '' INT TERM HUP
        # At once: the first of several shells to end deletes the folder of all.
        tries=0
        while [ ! -s "$0.pid" ] && [ $tries -lt 1000 ]; do sleep 0.01; tries=$((tries + 1)); done
        program=$(cat "$0.pid")
        cat <&3 >/dev/null
        kill -TERM $program 2>/dev/null
        tries=0
        while kill -0 $program 2>/dev/null && [ $tries -lt 30 ]; do sleep 0.1; tries=$((tries + 1)); done
        kill -KILL $program 2>/dev/null
        rm -rf "${0%/*}"
        """

    /// Programs are built beside the bundle that holds this test.
    package static func path(of program: String) -> String {
        URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: program).path
    }

    /// Ends it in an instant, as a crash would.
    package func crash() { kill(pid, SIGKILL) }

    /// Asks it to end by itself.
    package func terminate() { kill(pid, SIGTERM) }

    package func send(_ signal: Int32) { kill(pid, signal) }

    /// Whether it is gone, or dead and not yet buried.
    package var isGone: Bool {
        // No file: it is gone.
        let text = (try? String(contentsOf: URL(filePath: "/proc/\(pid)/stat"), encoding: .utf8)) ?? ""
        return text.isEmpty || text.contains(") Z ")
    }

    /// The code it ended with, as a shell tells it; nil while it runs.
    package var exitCode: Int32? {
        // No file: it runs.
        let text = try? String(contentsOf: URL(filePath: log.path + ".exit"), encoding: .utf8)
        return text.flatMap { Int32($0.trimmingCharacters(in: .newlines)) }
    }

    /// Everything it printed so far; nothing where it has no file yet.
    package var printed: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }

    /// Stops it and waits until it is gone.
    package func stop() async {
        try? life.fileHandleForWriting.close()  // Closed already: then it is stopping.
        for await _ in ended {}
    }

    /// What it printed last, for the message of a failure.
    package var lastWords: String {
        "— \(name):\n" + printed.split(separator: "\n").suffix(12).joined(separator: "\n")
    }
}
