import Foundation
import Synchronization

/// The files and jobs of a trainer: in memory for those who read, on disk before anyone reads them.
///
/// What changes something blocks, and does so one after the other under `writing`;
/// readers only ever wait for `state`, which nobody holds while the disk works.
final class TrainerStore: Sendable {
    struct State {
        /// By id; both in the order of their numbers.
        var files: [String: FineTuningFile] = [:]
        var jobs: [String: FineTuningJob] = [:]
        var lastNumber = 0
    }

    let folder: TrainerFolder
    let state = Mutex(State())
    /// Nil until the folder is ours.
    private let writing = Mutex<FolderClaim?>(nil)

    init(folder: TrainerFolder) { self.folder = folder }

    /// Unix seconds.
    static var now: Int { Int(Date().timeIntervalSince1970) }

    /// Takes up what an earlier process left; without a folder there is nothing.
    func open() throws(TrainerError) {
        guard folder.exists else { return }
        try write { (_) throws(TrainerError) in }
    }

    /// Changes something on disk first, then in memory; the first change claims the folder.
    func write<Product: Sendable>(
        _ body: (TrainerFolder) throws(TrainerError) -> Product
    ) throws(TrainerError) -> Product {
        try writing.withLock { (claim) throws(TrainerError) in
            if claim == nil {
                let mine = try FolderClaim(folder.path)
                try load()
                claim = mine
            }
            return try body(folder)
        }
    }

    private func load() throws(TrainerError) {
        try folder.make()
        let files = try folder.files()
        var jobs = try folder.jobs()
        for index in jobs.indices where !jobs[index].status.isOver {
            jobs[index].restart(at: Self.now)
            try folder.save(jobs[index])
        }
        let numbers = files.map(\.number) + jobs.map(\.number)
        let loaded = State(
            files: Dictionary(files.map { ($0.id, $0) }) { $1 },
            jobs: Dictionary(jobs.map { ($0.id, $0) }) { $1 }, lastNumber: numbers.max() ?? 0)
        state.withLock { $0 = loaded }
    }

    /// The next number of a file or job.
    func nextNumber() -> Int {
        state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
    }
}

extension TrainerStore {
    /// A name with 96 random bits.
    static func identifier(_ prefix: String) -> String {
        let digits = (0..<3).map { _ in
            let word = String(UInt32.random(in: 0 ... .max), radix: 16)
            return String(repeating: "0", count: 8 - word.count) + word
        }
        return prefix + digits.joined()
    }
}
