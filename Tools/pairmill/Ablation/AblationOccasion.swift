import Foundation

/// When, on what and by which command the figures came to be.
struct AblationOccasion: Sendable, Equatable {
    let command: String
    let cores: Int
    let memoryGiB: Int

    /// This machine's.
    static func here(command: String) -> AblationOccasion {
        let machine = ProcessInfo.processInfo
        return AblationOccasion(
            command: command, cores: machine.activeProcessorCount,
            memoryGiB: Int((Double(machine.physicalMemory) / Double(1 << 30)).rounded()))
    }

    var machine: String { "\(cores) cores and \(memoryGiB) GiB of memory, no GPU" }
}
