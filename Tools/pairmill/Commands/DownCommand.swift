import ArgumentParser
import Blocking

/// `pairmill down`
struct DownCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "down",
        abstract: "Stop the cluster on this machine.",
        discussion: """
            Stops it through its supervisor; where that was killed, ends what it left behind. Data stays, \
            unless --purge deletes it.
            """)

    @Flag(help: "Delete the cluster too: its jobs, samples, pairs, images and logs.")
    var purge = false

    @OptionGroup var folder: FolderOption

    func run() async throws {
        let wasRunning = try await ClusterRemains(folder: folder.path).stop()
        Terminal.note(wasRunning ? "stopped" : "nothing runs in \(folder.path)")
        guard purge else { return }
        try await BlockingPool(threads: 1, queued: 1).run { try ClusterPurge(folder: folder.path).run() }
        Terminal.note("deleted what the cluster had in \(folder.path)")
    }
}
