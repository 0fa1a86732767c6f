import Foundation

/// A folder with certificates for `localhost`, made by the openssl command; removed with `remove`.
package struct CertificateFolder: Sendable {
    package struct Failed: Error {
        let arguments: [String]
    }

    package let path: String

    package init() throws {
        path =
            FileManager.default.temporaryDirectory.path + "/pairmill-tls-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    package func remove() { try? FileManager.default.removeItem(atPath: path) }

    package func certificate(_ name: String) -> String { "\(path)/\(name).pem" }
    package func key(_ name: String) -> String { "\(path)/\(name).key" }

    /// Makes a certificate that signs itself, and its key; `passphrase` locks the key.
    package func make(_ name: String, days: Int = 2, passphrase: String? = nil) async throws {
        try await run(
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-days", "\(days)",
                "-subj", "/CN=\(name)", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
                "-keyout", key(name), "-out", certificate(name),
            ] + (passphrase.map { ["-passout", "pass:\($0)"] } ?? ["-nodes"]))
    }

    private func run(_ arguments: [String]) async throws {
        guard try await SystemCommand(["openssl"] + arguments).run() == 0 else {
            throw Failed(arguments: arguments)
        }
    }
}
