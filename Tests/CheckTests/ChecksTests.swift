import Testing

@testable import check

/// Each rule has a tree that keeps it and one that breaks it.
@Suite struct ChecksTests {
    private func tree(_ files: [String: String]) -> Tree {
        Tree(files: files.map { Tree.File(path: $0.key, text: $0.value) })
    }

    private let manifest = Manifest(targets: [
        .init(name: "Domain", type: "regular", path: "Shared/Domain", dependencies: []),
        .init(name: "CVips", type: "system", path: "Shared/C/CVips", dependencies: []),
        .init(
            name: "Images", type: "regular", path: "Shared/Images",
            dependencies: [.init(name: "Domain"), .init(name: "CVips")]),
        .init(name: "scene-model", type: "executable", path: "Tools/scene-model", dependencies: []),
    ])

    @Test func `an import the manifest does not declare is found, whatever stands before it`() {
        let text = """
            import Domain
            package import Foundation
            @testable import Postgres
            // import Comment
            import struct Curl.Thing
            """
        let findings = ImportCheck(manifest: manifest).findings(in: tree(["Shared/Images/A.swift": text]))
        #expect(findings.map(\.line) == [3, 5])
        #expect(findings[0].message.contains("imports Postgres"))
    }

    @Test func `a C library with two faces and a program others depend on are found`() {
        let broken = Manifest(
            targets: manifest.targets + [
                .init(
                    name: "Other", type: "regular", path: "Shared/Other", dependencies: [.init(name: "CVips")]
                ),
                .init(
                    name: "Late", type: "regular", path: "Shared/Late",
                    dependencies: [.init(name: "scene-model")]),
                .init(name: "Reviser", type: "executable", path: "R", dependencies: [.init(name: "Images")]),
            ])
        #expect(LayerCheck(manifest: manifest).findings(in: tree([:])).isEmpty)
        #expect(LayerCheck(manifest: broken).findings(in: tree([:])).count == 3)
    }

    @Test func `files and functions over their caps are found, those at the cap are not`() {
        func function(_ lines: Int) -> String {
            "func f() {\n" + String(repeating: "    a()\n", count: lines - 2) + "}\n"
        }
        let long = String(repeating: "let a = 1\n", count: 251)
        #expect(SizeCheck().findings(in: tree(["A.swift": function(40)])).isEmpty)
        #expect(SizeCheck().findings(in: tree(["A.swift": function(41)])).count == 1)
        #expect(SizeCheck().findings(in: tree(["A.swift": long])).count == 1)
        #expect(SizeCheck().findings(in: tree(["Tests/A.swift": long])).isEmpty)
        #expect(SizeCheck().findings(in: tree(["README.md": String(repeating: "a\n", count: 81)])).count == 1)
    }

    @Test(arguments: [
        ("ImageUtils", false), ("TaskManager", false), ("CommonRoutes", false), ("SampleData", false),
        ("NewQueue", false), ("ManagerlessQueue", true), ("Database", true), ("ImageHeader", true),
        ("Renewal", true),
    ])
    func `names that say nothing are found`(name: String, fine: Bool) {
        let findings = NameCheck().findings(in: tree(["Shared/A.swift": "package struct \(name) {}\n"]))
        #expect(findings.isEmpty == fine)
        #expect(NameCheck().findings(in: tree(["Shared/\(name).swift": ""])).isEmpty == fine)
    }

    @Test func `constructs that trap or leak are found in code, not in comments or strings`() {
        let force = "try" + "!"
        // The last line only ends like it: a value named retry.
        let text = "let a = \(force) b()\n// \(force) is bad\nlet c = \"\(force)\"\nlet d = retry!\n"
        #expect(ConstructCheck().findings(in: tree(["A.swift": text])).map(\.line) == [1])
        let bare = "Task" + " { work() }\nMyTask" + " { work() }\n"
        #expect(ConstructCheck().findings(in: tree(["A.swift": bare])).map(\.line) == [1])
        #expect(ConstructCheck().findings(in: tree(["A.swift": "// TO" + "DO later\n"])).count == 1)
        #expect(ConstructCheck().findings(in: tree(["A.swift": "// TO" + "DO(#12) later\n"])).isEmpty)
    }

    @Test func `links to files and headings that are not there are found`() {
        let readme = """
            [a](docs/a.md) [b](docs/a.md#two-words) [c](https://example.org/x) `[no](link)`
            [gone](docs/b.md)
            [gone](docs/a.md#three)
            ```
            [code](nowhere.md)
            ```
            """
        let findings = LinkCheck().findings(
            in: tree(["README.md": readme, "docs/a.md": "# Two words\n[up](../README.md)\n"]))
        #expect(findings.map(\.line) == [2, 3])
    }
}
