import ArgumentParser
import Testing

@testable import pairmill

@Suite struct CommandTests {
    @Test func `what a detached supervisor is told is what was chosen`() throws {
        let typed = try #require(
            try PairmillMain.parseAsRoot([
                "up", "--folder", "/somewhere", "--generators", "2", "--verifiers", "3",
                "--scene-model-slots", "8", "--intake-root", "/a", "--intake-root", "/b",
            ]) as? UpCommand)
        let settings = typed.cluster.settings
        let again = try #require(try PairmillMain.parseAsRoot(["up"] + settings.arguments) as? UpCommand)

        #expect(again.cluster.settings == settings)
        #expect(settings.replicas == Replicas(generators: 2, verifiers: 3))
        #expect(settings.intakeRoots == ["/a", "/b"])
    }

    @Test(arguments: [
        ["up", "--generators", "0"], ["demo", "--samples", "0"], ["demo", "--seed", "4294967295"],
        ["watch", "job_1"], ["pairs", "job_1", "--kind", "other"],
    ])
    func `what makes no sense is refused before anything starts`(words: [String]) {
        #expect(throws: (any Error).self) { _ = try PairmillMain.parseAsRoot(words) }
    }

    @Test func `every command says what it is for`() {
        let commands = PairmillMain.configuration.groupedSubcommands.flatMap(\.subcommands)
        #expect(commands.count == 16)
        for command in commands { #expect(!command.configuration.abstract.isEmpty) }
    }
}
