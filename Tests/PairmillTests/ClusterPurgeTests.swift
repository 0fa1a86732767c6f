import Foundation
import Testing

@testable import pairmill

@Suite struct ClusterPurgeTests {
    @Test func `it deletes what a cluster makes and leaves a user's own files`() throws {
        let (folder, files) = (try Folder(), FileManager.default)
        for part in ["blobs/ab", "demo/scenes"] {
            try files.createDirectory(
                atPath: "\(folder.path)/\(part)", withIntermediateDirectories: true)
        }
        try folder.write("mine", to: "thesis.txt")
        try ClusterPurge(folder: folder.path).run()
        #expect(try files.contentsOfDirectory(atPath: folder.path) == ["thesis.txt"])

        try files.removeItem(atPath: "\(folder.path)/thesis.txt")
        try ClusterPurge(folder: folder.path).run()
        #expect(!files.fileExists(atPath: folder.path))
    }

    @Test func `a cluster that runs is not deleted`() throws {
        let folder = try Folder()
        let lock = FolderLock(folder.path)
        #expect(throws: SupervisorError.self) { try ClusterPurge(folder: folder.path).run() }
        #expect(FileManager.default.fileExists(atPath: "\(folder.path)/logs"))
        withExtendedLifetime(lock) {}
    }
}
