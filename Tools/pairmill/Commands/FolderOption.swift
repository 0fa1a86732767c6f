import ArgumentParser
import Foundation

/// Where a local cluster keeps what it has.
struct FolderOption: ParsableArguments {
    @Option(help: "The folder of the cluster on this machine.", completion: .directory)
    var folder = ".pairmill"

    /// The absolute path.
    var path: String { URL(filePath: folder).standardizedFileURL.path }
}
