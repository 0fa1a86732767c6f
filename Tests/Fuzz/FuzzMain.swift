import CFuzzer
import Foundation

/// The parser under libFuzzer: `fuzz corpus <folder>` writes inputs to begin with, anything else is
/// libFuzzer's own command line (`fuzz <folder> -runs=10000000`).
@main enum FuzzMain {
    static func main() throws {
        if CommandLine.arguments.dropFirst().first == "corpus", CommandLine.arguments.count == 3 {
            return try writeCorpus(to: CommandLine.arguments[2])
        }
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        exit(
            LLVMFuzzerRunDriver(&count, &arguments) { data, size in
                let input = Array(UnsafeBufferPointer(start: data, count: size))
                if let violation = ParserProperties.violation(of: input) { preconditionFailure(violation) }
                return 0
            })
    }

    private static func writeCorpus(to folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let inputs = ParserCorpus.accepted + ParserCorpus.refused.map(\.input)
        for (number, input) in inputs.enumerated() where input.utf8.count <= 4_096 {
            try Foundation.Data(input.utf8).write(to: URL(filePath: "\(folder)/seed-\(number)"))
        }
    }
}
