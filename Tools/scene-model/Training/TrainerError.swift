import Foundation

/// What is wrong with the trainer's folder.
enum TrainerError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Another process trains in it.
    case folderTaken(String)
    case file(String, path: String, code: Int32)
    /// A record that does not hold what we wrote.
    case damaged(path: String)

    var description: String {
        switch self {
        case .folderTaken(let folder):
            "another scene-model trains in \(folder); start this one with another --trainer-folder"
        case .file(let function, let path, let code):
            "\(function) of \(path): \(String(cString: strerror(code)))"
        case .damaged(let path): "\(path) is damaged; remove it"
        }
    }
}
