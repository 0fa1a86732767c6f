import Contracts
import Foundation

/// Where a trainer keeps what it must not forget; every call blocks.
///
///     lock
///     files/<id>.json, files/<id>.content      uploads and results
///     jobs/<id>.json                           trainings with their events
///     adapters/<name>/adapter.json             what was trained
struct TrainerFolder: Sendable {
    let path: String

    /// Takes any path; a relative one is below the working directory.
    init(_ path: String) {
        self.path = URL(filePath: path, directoryHint: .isDirectory).standardizedFileURL.path
    }

    var exists: Bool { FileManager.default.fileExists(atPath: path) }

    func contents(of file: String) -> String { "\(path)/files/\(file).content" }
    func adapterFolder(_ name: String) -> String { "\(path)/adapters/\(name)" }
    private func record(of file: String) -> String { "\(path)/files/\(file).json" }
    private func record(ofJob job: String) -> String { "\(path)/jobs/\(job).json" }

    /// Makes its folders.
    func make() throws(TrainerError) {
        for folder in ["files", "jobs", "adapters"] { try DurableFile.makeFolder("\(path)/\(folder)") }
    }

    func save(_ file: FineTuningFile) throws(TrainerError) { try write(file, to: record(of: file.id)) }
    func save(_ job: FineTuningJob) throws(TrainerError) { try write(job, to: record(ofJob: job.id)) }

    /// Keeps an adapter and returns its folder; what is there already is the same.
    func save(_ bytes: [UInt8], adapter name: String) throws(TrainerError) -> String {
        let folder = adapterFolder(name)
        try DurableFile.makeFolder(folder)
        try DurableFile.write(bytes, to: "\(folder)/\(SceneAdapter.fileName)")
        return folder
    }

    /// Forgets a file; without its record its contents are nobody's.
    func remove(_ file: String) throws(TrainerError) {
        try DurableFile.remove(record(of: file))
        try DurableFile.remove(contents(of: file))
    }

    func files() throws(TrainerError) -> [FineTuningFile] {
        let names = try names(in: "files")
        let files = try records(FineTuningFile.self, in: "files", names)
        let known = Set(files.map { "\($0.id).content" })
        for name in names where name.hasSuffix(".content") && !known.contains(name) {
            try DurableFile.remove("\(path)/files/\(name)")
        }
        return files.sorted { $0.number < $1.number }
    }

    func jobs() throws(TrainerError) -> [FineTuningJob] {
        try records(FineTuningJob.self, in: "jobs", names(in: "jobs")).sorted { $0.number < $1.number }
    }

    /// The weights of an adapter that was trained here; nil if there is none that is whole.
    func adapter(_ name: String) -> SceneAdapter? {
        let file = URL(filePath: "\(adapterFolder(name))/\(SceneAdapter.fileName)")
        // One that can't be read is as good as none.
        return (try? Foundation.Data(contentsOf: file)).flatMap {
            try? JSONDecoder().decode(SceneAdapter.self, from: $0)
        }
    }

    private func write(_ record: some Encodable, to path: String) throws(TrainerError) {
        let bytes: [UInt8]
        do {
            bytes = try record.jsonBytes()
        } catch {
            throw .damaged(path: path)
        }
        try DurableFile.write(bytes, to: path)
    }

    /// The names in one of its folders, without what a process that was killed left half-written.
    private func names(in folder: String) throws(TrainerError) -> [String] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)")
        } catch {
            throw .file("readdir", path: "\(path)/\(folder)", code: errno)
        }
        for name in names where name.contains(DurableFile.unfinished) {
            try DurableFile.remove("\(path)/\(folder)/\(name)")
        }
        return names.filter { !$0.contains(DurableFile.unfinished) }
    }

    private func records<Record: Decodable>(
        _ type: Record.Type, in folder: String, _ names: [String]
    ) throws(TrainerError) -> [Record] {
        var records: [Record] = []
        for name in names where name.hasSuffix(".json") {
            let file = "\(path)/\(folder)/\(name)"
            do {
                let bytes = try Foundation.Data(contentsOf: URL(filePath: file))
                records.append(try JSONDecoder().decode(type, from: bytes))
            } catch {
                throw .damaged(path: file)
            }
        }
        return records
    }
}
