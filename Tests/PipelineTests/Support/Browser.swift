import Foundation
import TestSupport

/// A real browser (Chromium, headless), with a home of its own: it knows no certificate and no page yet.
///
/// Removed with `remove`.
struct Browser: Sendable {
    struct Failed: Error {
        let words: [String]
        let code: Int32
    }

    private let home: String

    init() async throws {
        home =
            FileManager.default.temporaryDirectory.path
            + "/pairmill-browser-\(UInt64.random(in: 0 ... .max))"
        let certificates = "\(home)/.pki/nssdb"
        try FileManager.default.createDirectory(atPath: certificates, withIntermediateDirectories: true)
        try await run(["certutil", "-d", "sql:\(certificates)", "-N", "--empty-password"])
    }

    func remove() { try? FileManager.default.removeItem(atPath: home) }

    /// Has it trust the authority in a PEM file, as its user would in the settings.
    func trust(_ certificate: String) async throws {
        try await run([
            "certutil", "-d", "sql:\(home)/.pki/nssdb", "-A", "-t", "C,,", "-n", "test", "-i", certificate,
        ])
    }

    /// Writes a page that stands on its user's disk: its origin is none of ours.
    func page(_ html: String) throws -> String {
        let file = "\(home)/page-\(UInt64.random(in: 0 ... .max)).html"
        try html.write(toFile: file, atomically: true, encoding: .utf8)
        return "file://\(file)"
    }

    /// Opens an address and returns what the page is once its scripts and requests have ended.
    ///
    /// What the browser says beside it is in the text too; it ends with 1 where there is no page to be had. Names in `hosts` lead to this machine.
    func open(_ url: String, hosts: [String] = []) async throws -> String {
        let rules = hosts.map { "MAP \($0) 127.0.0.1" }.joined(separator: ",")
        return try await run(
            [
                "chromium-headless-shell",
                // The sandbox does not start as root; what is opened here is ours.
                "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--virtual-time-budget=3000",
                "--host-resolver-rules=\(rules)", "--dump-dom", url,
            ], endingWith: [0, 1])
    }

    @discardableResult
    private func run(_ words: [String], endingWith codes: Set<Int32> = [0]) async throws -> String {
        let output = "\(home)/output-\(UInt64.random(in: 0 ... .max))"
        let code = try await SystemCommand(["timeout", "30"] + words, ["HOME": home]).run(printingTo: output)
        guard codes.contains(code) else { throw Failed(words: words, code: code) }
        return try String(contentsOfFile: output, encoding: .utf8)
    }
}
