import ArgumentParser
import Foundation

/// The house rules that no compiler knows; `make check` runs it.
@main struct CheckMain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Checks the house rules: imports, sizes, names, constructs and links.",
        discussion: "Prints one line per finding and exits 1 if there is any.")

    @Option(help: "The output of `swift package dump-package`, in a file.")
    var manifest: String

    @Option(help: "The checkout to look at.")
    var root = "."

    func run() throws {
        let manifest = try Manifest(parsing: Data(contentsOf: URL(filePath: manifest)))
        let tree = try Tree(root: root)
        let checks: [any Check] = [
            ImportCheck(manifest: manifest), LayerCheck(manifest: manifest), SizeCheck(), NameCheck(),
            ConstructCheck(), LinkCheck(),
        ]
        let findings = checks.flatMap { $0.findings(in: tree) }.sorted()
        for finding in findings { print(finding) }
        print("check: \(tree.files.count) files, \(findings.count) findings")
        if !findings.isEmpty { throw ExitCode.failure }
    }
}
