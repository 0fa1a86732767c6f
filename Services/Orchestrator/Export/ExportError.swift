import Domain
import Foundation

/// Why an export stops.
enum ExportError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A rule of FORMATS §5 does not hold; a defect of ours, named by its pair.
    case integrity(PairID, String)
    case noTemporaryFile(String, code: Int32)

    var description: String {
        switch self {
        case .integrity(let pair, let what): "the export stopped at \(pair): \(what)"
        case .noTemporaryFile(let folder, let code):
            "no temporary file in \(folder): \(String(cString: strerror(code))); TMPDIR names another folder"
        }
    }
}
