import Foundation
import Testing

@testable import pairmill

@Suite struct ChildProcessTests {
    @Test func `its end is told with its exit code`() async throws {
        let child = try start("exit 3")

        #expect(await child.exit() == .exited(3))
        #expect(!child.isRunning)
        // Who asks later learns it as well.
        #expect(await child.exit() == .exited(3))
    }

    @Test func `a signal ends it, and its end says which`() async throws {
        let child = try start("exec sleep 600")
        child.signal(SIGTERM)

        #expect(await child.exit() == .killed(signal: SIGTERM))
    }

    @Test func `it gets signals although our threads block them`() async throws {
        let folder = try Folder()
        let child = try start(
            "trap 'echo stopped; exit 0' TERM; echo ready; while :; do sleep 0.01; done", in: folder)
        while !folder.text("log").contains("ready") { await Task.yield() }
        child.signal(SIGTERM)

        #expect(await child.exit(within: .seconds(20)) == .exited(0))
        #expect(folder.text("log").contains("stopped"))
    }

    @Test func `waiting has an end of its own`() async throws {
        let child = try start("exec sleep 600")

        #expect(await child.exit(within: .milliseconds(5)) == nil)
        child.signal(SIGKILL)
        #expect(await child.exit() == .killed(signal: SIGKILL))
    }

    @Test func `it runs in a group of its own, so Ctrl-C at a terminal misses it`() async throws {
        let child = try start("exec sleep 600")

        #expect(getpgid(child.id) == child.id)
        child.signal(SIGKILL)
        _ = await child.exit()
    }

    @Test func `one started in its own session leads it`() async throws {
        let child = try ChildProcess.start(
            "test", ["/bin/sleep", "600"], environment: [:], log: "/dev/null", inOwnSession: true)

        #expect(getsid(child.id) == child.id)
        child.signal(SIGKILL)
        _ = await child.exit()
    }

    @Test func `output of both kinds goes to the log, after what is there`() async throws {
        let folder = try Folder()
        _ = await (try start("echo one", in: folder)).exit()
        _ = await (try start("echo two >&2", in: folder)).exit()

        #expect(folder.text("log") == "one\ntwo\n")
    }

    @Test func `a program that is not there is named`() {
        #expect(throws: ChildProcessError(program: "/no/such/program", code: ENOENT)) {
            _ = try ChildProcess.start("x", ["/no/such/program"], environment: [:], log: "/dev/null")
        }
    }

    private func start(_ script: String, in folder: Folder? = nil) throws -> ChildProcess {
        try ChildProcess.start(
            "test", ["/bin/sh", "-c", script], environment: ["PATH": "/usr/bin:/bin"],
            log: folder.map { "\($0.path)/log" } ?? "/dev/null")
    }
}
