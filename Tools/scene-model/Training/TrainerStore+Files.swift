import Foundation
import Synchronization

extension TrainerStore {
    /// What became of the wish to forget a file.
    enum Removal: Sendable {
        case done, notFound
        /// A training that is not over needs it.
        case inUse
    }

    /// Every file, the newest first.
    var files: [FineTuningFile] { state.withLock { $0.files.values.sorted { $0.number > $1.number } } }

    func file(_ id: String) -> FineTuningFile? { state.withLock { $0.files[id] } }

    /// A file to write an upload into, and its path: beside where it will be.
    func beginUpload(_ id: String) throws(TrainerError) -> (handle: FileHandle, path: String) {
        try write { (folder) throws(TrainerError) in
            let path = DurableFile.aside(folder.contents(of: id))
            return (try DurableFile.create(path), path)
        }
    }

    /// Keeps an upload that is whole.
    func endUpload(
        _ id: String, _ handle: FileHandle, at aside: String, named filename: String, bytes: Int64
    ) throws(TrainerError) -> FineTuningFile {
        try write { (folder) throws(TrainerError) in
            let file = FineTuningFile(
                id: id, number: nextNumber(), bytes: bytes, createdAt: Self.now, filename: filename,
                purpose: .training)
            try DurableFile.place(aside, handle, at: folder.contents(of: id))
            try folder.save(file)
            state.withLock { $0.files[id] = file }
            return file
        }
    }

    func remove(_ id: String) throws(TrainerError) -> Removal {
        try write { (folder) throws(TrainerError) in
            let (file, jobs) = state.withLock { ($0.files[id], $0.jobs) }
            guard file != nil else { return .notFound }
            let isUsed = jobs.values.contains { !$0.status.isOver && $0.request.trainingFile == id }
            if isUsed { return .inUse }
            try folder.remove(id)
            state.withLock { $0.files[id] = nil }
            return .done
        }
    }
}
