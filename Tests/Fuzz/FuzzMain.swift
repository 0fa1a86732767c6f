import CFuzzer
import Foundation

/// The parsers under libFuzzer: `fuzz corpus <folder>` writes inputs to begin with, anything else is
/// libFuzzer's own command line (`fuzz <folder> -runs=10000000`).
///
/// Inputs that begin with a zero byte are forms. All others are requests behind a byte that chooses the
/// limits under which they are read (`ParserChoice`).
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
                let violation =
                    input.first == 0
                    ? MultipartTrace.violation(of: Array(input.dropFirst()))
                    : ParserProperties.violation(of: input)
                if let violation { preconditionFailure(violation) }
                return 0
            })
    }

    private static func writeCorpus(to folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for (number, form) in Self.forms.enumerated() {
            try Foundation.Data("\0\(form)".utf8).write(to: URL(filePath: "\(folder)/form-\(number)"))
        }
        for choice in ParserChoice.several { try writeRequests(behind: choice, to: folder) }
    }

    private static func writeRequests(behind choice: UInt8, to folder: String) throws {
        let inputs = ParserCorpus.accepted + ParserCorpus.refused.map(\.input)
        for (number, input) in inputs.enumerated() where input.utf8.count <= 4_096 {
            let file = URL(filePath: "\(folder)/seed-\(choice)-\(number)")
            try Foundation.Data([choice] + Array(input.utf8)).write(to: file)
        }
    }

    private static let forms = [
        "--b-1\r\nContent-Disposition: form-data; name=a\r\n\r\nhello\r\n--b-1--\r\n",
        "x\r\n--b-1 \r\nContent-Disposition: form-data; name=\"a\"; filename=\"c.png\"\r\n"
            + "Content-Type: image/png\r\n\r\n\r\n--b-\r\n--b-1\r\n\r\n--b-1--",
    ]
}
