import ArgumentParser
import Contracts
import Foundation

/// `pairmill submit`
struct SubmitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit",
        abstract: "Create a job from a file of samples and start it.",
        discussion: """
            Each line of the file is a JSON object: image, instruction, reference. Image paths are taken \
            from the file's folder. The job's id is all that goes to standard output.

              pairmill submit samples.ndjson --preset ipa --set sampling.normal=4
            """)

    @Argument(
        help: "The samples, one JSON object a line.", completion: .file(extensions: ["ndjson", "jsonl"]))
    var samples: String

    @Option(
        help:
            "The specification it starts from: ipa, ipa-no-contrastive, ipa-round-1, ipa-rounds-1-2, ipa-rgs."
    )
    var preset: String?

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp("Change one value; may be repeated.", valueName: "key=json"))
    var settings: [String] = []

    @Option(help: "A name for people.") var name: String?
    @Option(help: "A file with the specification, or a part of it.", completion: .file(extensions: ["json"]))
    var spec: String?

    @Flag(inversion: .prefixedNo, help: "Start it when the samples are in.")
    var start = true

    @OptionGroup var orchestrator: OrchestratorOptions

    func run() async throws {
        let submission = JobSubmission(
            client: try orchestrator.client(), samples: samples, specification: try specification(),
            starts: start)
        let (job, summary) = try await submission.submit()
        Terminal.note(
            "\(summary.stored) samples stored, \(summary.duplicates) were there, \(summary.failed) refused")
        try Terminal.say("\(job)")
    }

    private func specification() throws -> JSONValue {
        var draft = SpecificationDraft()
        if let spec {
            draft = SpecificationDraft(
                try JSONValue(parsing: Data(contentsOf: URL(filePath: spec))))
        }
        if let preset { draft.set("preset", .string(preset)) }
        if let name { draft.set("name", .string(name)) }
        for setting in settings { try draft.set(setting) }
        return draft.json
    }
}
