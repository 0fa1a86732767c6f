/// A file imports only what its target declares, so that the manifest is true.
struct ImportCheck: Check {
    let manifest: Manifest

    /// Modules of the toolchain, which the manifest does not list.
    static let toolchain: Set<String> = [
        "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Synchronization", "Testing",
    ]

    func findings(in tree: Tree) -> [Finding] {
        tree.files.filter(\.isSwift).flatMap { file -> [Finding] in
            guard let target = manifest.target(of: file.path) else { return [] }
            let declared = Set(target.dependencies.map(\.module))
            return Self.imports(of: file).compactMap { line, module in
                guard !declared.contains(module), !Self.toolchain.contains(module) else { return nil }
                return Finding(
                    path: file.path, line: line,
                    message:
                        "imports \(module), which target \(target.name) does not declare in Package.swift")
            }
        }
    }

    /// The imported modules with their lines: `@testable import X`, `package import struct X.Y` → X.
    static func imports(of file: Tree.File) -> [(line: Int, module: String)] {
        SwiftSource(file.text).lines.enumerated().compactMap { index, line in
            let words = line.split(separator: " ")
            guard let keyword = words.firstIndex(of: "import"), keyword <= 2,
                words[..<keyword].allSatisfy({ $0.hasPrefix("@") || ["package", "internal"].contains($0) }),
                var name = words[(keyword + 1)...].first
            else { return nil }
            let kinds: Set<Substring> = [
                "struct", "class", "enum", "protocol", "func", "var", "let", "typealias",
            ]
            if kinds.contains(name), let next = words[(keyword + 2)...].first { name = next }
            return (index + 1, String(name.prefix { $0 != "." }))
        }
    }
}
