package import Digests

/// One step of the schema: a script that runs once, in a transaction of its own.
package struct Migration: Sendable, Hashable {
    /// Whose tables it makes, such as `queue`.
    package let module: String
    /// Its file without the ending, such as `V001_tasks`.
    package let name: String
    package let script: String
    /// Of the script; a merged migration is never edited.
    package let sha256: SHA256Digest

    package init(module: String, name: String, script: some Sequence<UInt8>) {
        self.module = module
        self.name = name
        self.script = String(decoding: Array(script), as: UTF8.self)
        sha256 = SHA256Digest(of: script)
    }
}

extension Migration: CustomStringConvertible {
    package var description: String { "\(module)/\(name)" }
}

extension [Migration] {
    /// The migrations of a module in their order, as its embedded files give them.
    package init(module: String, _ files: KeyValuePairs<String, [UInt8]>) {
        self = files.map { Migration(module: module, name: $0.key, script: $0.value) }
    }
}
