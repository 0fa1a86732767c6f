import Foundation
import Glibc

/// A program of the system, run to its end.
///
/// Not by Foundation's Process: twice a test process with many descriptors and threads ended in it, by a bad
/// pointer (swift-corelibs-foundation of Swift 6.3.1, `run()` and `waitUntilExit()`); why is not known.
package struct SystemCommand: Sendable {
    package struct NotStarted: Error {
        package let words: [String]
        package let code: Int32
    }

    private let words: [String]
    private let environment: [String: String]

    /// It sees nothing of our environment but what is given.
    package init(_ words: [String], _ environment: [String: String] = [:]) {
        self.words = words
        self.environment = environment.merging(["PATH": "/usr/bin:/bin"]) { given, _ in given }
    }

    /// Its exit code, or 128 and its signal as a shell tells it; what it prints replaces the file's content.
    package func run(printingTo output: String = "/dev/null") async throws -> Int32 {
        let pid = try start(printingTo: output)
        return await withCheckedContinuation { ended in
            // Waiting blocks, and a thread of the tests' own must not.
            Thread.detachNewThread {
                var status: Int32 = 0
                while waitpid(pid, &status, 0) < 0, errno == EINTR {}
                let signal = status & 0x7F
                ended.resume(returning: signal == 0 ? status >> 8 & 0xFF : 128 + signal)
            }
        }
    }

    private func start(printingTo output: String) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        let arguments = words.map { strdup($0) }
        let variables = environment.map { strdup("\($0)=\($1)") }
        defer { for text in arguments + variables { free(text) } }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // Our threads block signals; a program that inherits that can't be ended by any but SIGKILL.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var pid: pid_t = 0
        let code = posix_spawnp(
            &pid, words[0], &actions, &attributes, arguments + [nil], variables + [nil])
        guard code == 0 else { throw NotStarted(words: words, code: code) }
        return pid
    }
}
