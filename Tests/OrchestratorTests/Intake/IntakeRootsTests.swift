import Contracts
import Foundation
import Testing

@testable import Orchestrator

@Suite struct IntakeRootsTests {
    /// A folder `allowed` beside a secret file, removed after the body.
    private func withFolders(_ body: (_ roots: IntakeRoots, _ folder: String) throws -> Void) throws {
        let files = FileManager.default
        let folder = files.temporaryDirectory.path + "/pairmill-roots-\(UInt64.random(in: 0 ... .max))"
        defer { try? files.removeItem(atPath: folder) }
        try files.createDirectory(atPath: folder + "/allowed/images", withIntermediateDirectories: true)
        try files.createDirectory(atPath: folder + "/allowed-not", withIntermediateDirectories: true)
        for name in ["/secret", "/allowed/images/a.png", "/allowed-not/b.png"] {
            try Data(name.utf8).write(to: URL(filePath: folder + name))
        }
        try body(IntakeRoots("\(folder)/allowed:/does/not/exist"), folder)
    }

    private func refusal(_ roots: IntakeRoots, _ path: String, mostBytes: Int = 100) -> IntakeProblem? {
        do throws(IntakeProblem) {
            _ = try roots.read(path, mostBytes: mostBytes)
            return nil
        } catch { return error }
    }

    @Test func `a file below a root is read by its relative and its absolute path`() throws {
        try withFolders { roots, folder in
            for path in ["images/a.png", "./images/../images/a.png", folder + "/allowed/images/a.png"] {
                let bytes = try roots.read(path, mostBytes: 100)
                #expect(bytes == Array("/allowed/images/a.png".utf8))
            }
        }
    }

    @Test func `nothing outside is read, neither by dots nor by links nor by a like name`() throws {
        try withFolders { roots, folder in
            let files = FileManager.default
            try files.createSymbolicLink(
                atPath: folder + "/allowed/link", withDestinationPath: folder + "/secret")
            try files.createSymbolicLink(atPath: folder + "/allowed/out", withDestinationPath: folder)
            for path in [
                "../secret", folder + "/secret", "link", "out/secret", "../allowed-not/b.png", "/etc/passwd",
                "", "images/a.png\0.txt", "/dev/zero",
            ] {
                #expect(refusal(roots, path)?.code == .imageNotFound, "\(path)")
            }
        }
    }

    @Test func `a root that is made after the start counts from then on`() throws {
        try withFolders { _, folder in
            let roots = IntakeRoots("\(folder)/later")
            #expect(refusal(roots, "a.png")?.code == .imageNotFound)
            try FileManager.default.moveItem(
                atPath: folder + "/allowed/images", toPath: folder + "/later")
            #expect(refusal(roots, "a.png") == nil)
        }
    }

    @Test func `a link that stays inside is followed`() throws {
        try withFolders { roots, folder in
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/allowed/same", withDestinationPath: "images/a.png")
            #expect(refusal(roots, "same") == nil)
        }
    }

    @Test func `a folder is no image and a large file is too large`() throws {
        try withFolders { roots, _ in
            #expect(refusal(roots, "images")?.message.contains("not a plain file") == true)
            #expect(refusal(roots, "images/a.png", mostBytes: 3)?.code == .imageTooLarge)
        }
    }

    @Test func `a file that can't be read says so, and is not taken for an empty one`() {
        // A plain file by its mode, whose first byte nobody may read.
        let refused = refusal(IntakeRoots("/proc"), "self/mem")
        #expect(refused?.code == .imageNotFound)
        #expect(refused?.message == "self/mem: can't be read: Input/output error")
    }

    @Test func `without roots the message names the setting`() {
        #expect(refusal(IntakeRoots(nil), "a.png")?.message.contains("PAIRMILL_INTAKE_ROOTS") == true)
    }
}
