import ArgumentParser

/// `pairmill down`
struct DownCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "down",
        abstract: "Stop the cluster on this machine.",
        discussion: """
            Stops it through its supervisor; where that was killed, ends what it left behind. Data stays.
            """)

    @OptionGroup var folder: FolderOption

    func run() async throws {
        let wasRunning = try await ClusterRemains(folder: folder.path).stop()
        Terminal.note(wasRunning ? "stopped" : "nothing runs in \(folder.path)")
    }
}
