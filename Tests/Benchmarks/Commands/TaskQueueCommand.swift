import ArgumentParser

struct TaskQueueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "taskqueue",
        abstract: "Tasks claimed and completed a second, on a PostgreSQL of its own.")

    func run() async throws { try await TaskQueueBenchmark().run() }
}
