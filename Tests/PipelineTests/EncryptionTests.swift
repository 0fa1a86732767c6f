import EventLoop
import Foundation
import PipelineSupport
import Postgres
import Records
import TaskQueue
import TestSupport
import Testing

extension PipelineTests {
    /// Services that serve TLS, asked by curl and by each other.
    @Suite struct EncryptionTests {
        private static func curl(_ url: String, trusting file: String) async throws -> Int32 {
            try await SystemCommand(["curl", "--silent", "--fail", "--cacert", file, url + "/livez"]).run()
        }

        @Test func `curl is answered over TLS, and SIGHUP brings a new certificate`() async throws {
            let folder = try CertificateFolder()
            defer { folder.remove() }
            try await withTestDatabase { database in
                try await withPipeline(on: database) { pipeline in
                    let service = try await pipeline.startEncrypted(folder)
                    let (first, second) = (folder.certificate("first"), folder.certificate("server"))
                    try FileManager.default.copyItem(atPath: second, toPath: first)
                    try await pipeline.until("curl is answered", within: .seconds(30)) {
                        try await Self.curl(service.url, trusting: first) == 0
                    }
                    try await folder.make("server")
                    // 60: the certificate is not the one that is trusted.
                    #expect(try await Self.curl(service.url, trusting: second) == 60)
                    service.process.send(SIGHUP)
                    try await pipeline.until("the new certificate is shown", within: .seconds(30)) {
                        try await Self.curl(service.url, trusting: second) == 0
                    }
                    #expect(try await Self.curl(service.url, trusting: first) == 60)
                    try Foundation.Data("rubbish".utf8).write(to: URL(filePath: second))
                    service.process.send(SIGHUP)
                    try await pipeline.until("it says what is wrong", within: .seconds(30)) {
                        service.process.printed.contains("certificate not read anew")
                    }
                    let plain = service.url.replacing("https", with: "http")
                    #expect(try await pipeline.send("GET", "/livez", to: plain).text.contains("https://"))
                }
            }
        }

        @Test func `stages read images from an Orchestrator whose certificate they trust`() async throws {
            let folder = try CertificateFolder()
            defer { folder.remove() }
            try await withStandIn(StandInBackend()) { backend in
                try await withTestDatabase(migrations: [QueueSchema.migrations, RecordsSchema.migrations]) {
                    try await withPipeline(on: $0) { pipeline in
                        try await pipeline.start("orchestrator", ["PAIRMILL_BACKENDS": backend])
                        let encrypted = try await pipeline.startEncrypted(folder)
                        try await pipeline.startStages([
                            "PAIRMILL_BLOBS": encrypted.url, "PAIRMILL_BLOB_CACHE_SIZE": "0",
                            "PAIRMILL_TLS_TRUST": folder.certificate("server"),
                        ])
                        let job = try await pipeline.startJob(samples: 2)
                        try await pipeline.wait(for: job, toBe: "done")
                    }
                }
            }
        }

        @Test func `a certificate that can't be served with ends a service with the reason`() async throws {
            try await withTestDatabase { database in
                try await withPipeline(on: database) { pipeline in
                    let process = try await pipeline.launch(
                        "verifier",
                        ["PAIRMILL_TLS_CERTIFICATE": "/nowhere.pem", "PAIRMILL_TLS_KEY": "/nowhere.key"]
                    ).process
                    try await pipeline.until("it has ended", within: .seconds(30)) {
                        process.exitCode == 78
                    }
                    #expect(process.printed.contains("/nowhere.pem: No such file or directory"))
                }
            }
        }
    }
}
