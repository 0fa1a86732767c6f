import Foundation
import PipelineSupport
import Postgres
import TestSupport

extension Pipeline {
    /// Starts an Orchestrator that shows the certificate `server`, which is made, beside the plain one that
    /// is asked. It may not listen yet.
    func startEncrypted(_ folder: CertificateFolder) async throws -> Service {
        try await folder.make("server")
        let port = try Self.freePort()
        return try launch(
            "orchestrator", [],
            exactly: [
                "PAIRMILL_DATABASE_URL": database.settings.address, "PAIRMILL_GRACE": "2s",
                "PAIRMILL_LISTEN": "127.0.0.1:\(port)", "PAIRMILL_NAME": "encrypted",
                "PAIRMILL_BLOBS": "file://\(self.folder.path)/blobs",
                "PAIRMILL_TLS_CERTIFICATE": folder.certificate("server"),
                "PAIRMILL_TLS_KEY": folder.key("server"),
            ], url: "https://127.0.0.1:\(port)")
    }
}
