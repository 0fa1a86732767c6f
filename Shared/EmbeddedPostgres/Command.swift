import Foundation

/// One program to run to its end, with what it said.
///
/// Not Foundation's `Process`: that one counts a program as running while a daemon
/// it left behind lives, and starting a server leaves one behind. For the same reason
/// output goes through a file, as a pipe would never end.
struct Command {
    let path: String
    let arguments: [String]

    private var name: String { path.split(separator: "/").last.map(String.init) ?? path }

    /// Runs it and returns its output; throws if it fails or takes too long.
    ///
    /// timeout(1) keeps the time, so that waiting for the child is bounded; it also
    /// gives the child a process group that a terminal's interrupt does not reach.
    @discardableResult
    func run(within limit: Duration) throws(ClusterError) -> String {
        let output = FileManager.default.temporaryDirectory.appending(path: "pairmill-\(UUID()).out").path
        defer { unlink(output) }
        let seconds = String(Int((limit / .seconds(1)).rounded(.up)))
        // Our own folder may be closed to the user the program runs as.
        let prefix = ["/usr/bin/env", "--chdir=/", "timeout", "--kill-after=5", seconds]
        let pid = try spawn(prefix + [path] + arguments, output: output)
        let status = wait(for: pid)
        // What can't be read leaves the status, which says enough.
        let text = ((try? String(contentsOfFile: output, encoding: .utf8)) ?? "")
            .trimmingCharacters(in: .whitespacesAndNewlines)
        switch status {
        case 0: return text
        case 124, 137: throw .timedOut(program: name)
        default: throw .failed(program: name, status: status, output: text)
        }
    }

    private func spawn(_ words: [String], output: String) throws(ClusterError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(
            &actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_EXCL | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        let arguments = words.map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var pid: pid_t = 0
        let status = posix_spawn(&pid, words[0], &actions, nil, arguments, variables)
        guard status == 0 else {
            throw .failed(program: name, status: status, output: String(cString: strerror(status)))
        }
        return pid
    }

    /// The exit status; 128 and more if a signal ended it, as a shell counts.
    private func wait(for pid: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
        let signal = status & 0x7f
        return signal == 0 ? status >> 8 & 0xff : 128 + signal
    }

    /// Messages in English, and nothing that would lead libpq elsewhere.
    private var environment: [String: String] {
        ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("PG") }
            .merging(["LC_ALL": "C"]) { $1 }
    }
}
