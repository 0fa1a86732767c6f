import Gzip
import HTTPTypes

/// How a request's content is packed (RFC 9110 §8.4).
enum ContentEncoding: Sendable {
    case identity, gzip

    /// Reads the values of all Content-Encoding fields; throws 415 for what is not known here.
    init(_ values: [String]) throws(Problem) {
        let names = values.flatMap { $0.split(separator: ",") }
            .map { $0.trimmingPrefix { $0 == " " || $0 == "\t" }.lowercased() }
            .map { $0.prefix { $0 != " " && $0 != "\t" } }
            .filter { !$0.isEmpty && $0 != "identity" }
        switch names {
        case []: self = .identity
        case ["gzip"], ["x-gzip"]: self = .gzip
        default:
            var problem = Problem(
                415, code: "encoding_unknown",
                detail: "Content-Encoding \(names.joined(separator: ", ")) is not known here; "
                    + "send the content as it is, or packed once by gzip.")
            problem.acceptEncoding = "gzip"
            throw problem
        }
    }
}

extension GzipError: ProblemConvertible {
    package var problem: Problem {
        switch self {
        case .malformed:
            Problem(400, code: "bad_gzip", detail: "The content is no gzip, though Content-Encoding says so.")
        case .truncated:
            Problem(400, code: "bad_gzip", detail: "The content's gzip ends too early.")
        case .bomb:
            Problem(
                413, code: "gzip_bomb", detail: "The content grows more than a hundredfold when unpacked.")
        case .outOfMemory: .busy("busy", "There is no memory to unpack the content.")
        }
    }
}
