import ArgumentParser

/// Jobs, rounds, pairs and exports: the service users talk to.
@main struct OrchestratorMain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "orchestrator",
        abstract: "Takes jobs and samples, drives rounds, builds pairs, exports them.",
        discussion: """
            Settings come from the environment: PAIRMILL_DATABASE_URL, PAIRMILL_LISTEN (127.0.0.1:8080), \
            PAIRMILL_BLOBS (file:///a/folder), PAIRMILL_INTAKE_ROOTS (folders with colons between), \
            PAIRMILL_INTAKE_HOSTS (hosts with commas between), \
            PAIRMILL_BACKENDS (url[=role+role] with commas between). docs/operations.md lists them all.
            """,
        subcommands: [Serve.self, Migrate.self, KeysCommand.self, ConformanceEcho.self],
        defaultSubcommand: Serve.self)

    struct Serve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Serves until a stop signal.")

        func run() async throws { try await OrchestratorProcess().run() }
    }

    struct Migrate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Brings the database's tables up to date and ends.",
            discussion: "Safe to run any number of times and side by side: a lock lets one through at a time."
        )

        func run() async throws { try await SchemaMigration.run() }
    }
}
