import ArgumentParser

/// The attackers' side of `http-hostile`, which starts it.
struct HostileCrowdCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "http-hostile-crowd", abstract: "Send and read slowly until ended.", shouldDisplay: false
    )

    @Argument var port: UInt16
    @Argument var heads: Int
    @Argument var readers: Int

    func run() {
        var crowd = HostileCrowd(port: port, heads: heads, readers: readers)
        crowd.run()
    }
}
