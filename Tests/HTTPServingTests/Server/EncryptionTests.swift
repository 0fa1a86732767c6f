import COpenSSL
import Foundation
import HTTPTypes
import TLS
import TestSupport
import Testing

@testable import HTTPServing

@Suite struct EncryptionTests {
    private let hello = "GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n"

    @Test func `requests are answered over TLS, one connection for many`() async throws {
        try await withEncryptedServer {
            (test: ServedTest, folder: CertificateFolder, _: TLSIdentity) async throws -> Void in
            let client = try await test.client(trusting: "server", in: folder)
            for _ in 0..<3 {
                try await client.send(hello)
                #expect(try await client.reply().body == "GET /hello ")
            }
            try await client.send(String(repeating: hello, count: 20))
            for _ in 0..<20 { #expect(try await client.reply().status == 200) }
            client.close()
        }
    }

    @Test func `content and replies of many records come whole`() async throws {
        try await withEncryptedServer(routes: { router in
            router.on(.post, "/echo") { .bytes(try await $0.body.collect(upTo: 1 << 20)) }
        }) {
            (test: ServedTest, folder: CertificateFolder, _: TLSIdentity) async throws -> Void in
            let client = try await test.client(trusting: "server", in: folder) {
                _ = SSL_CTX_ctrl($0, SSL_CTRL_SET_MAX_SEND_FRAGMENT, 512, nil)
            }
            let content = String(repeating: "0123456789abcdef", count: 1 << 16)
            for _ in 0..<3 {
                try await client.send(
                    "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: \(content.utf8.count)\r\n\r\n")
                try await client.send(content)
                #expect(try await client.reply().body == content)
            }
            client.close()
        }
    }

    @Test func `who speaks plain HTTP is told so in plain HTTP`() async throws {
        try await withEncryptedServer(settings: { $0.hearOut() }) {
            (test: ServedTest, _: CertificateFolder, _: TLSIdentity) async throws -> Void in
            let client = try await test.client()
            try await client.send(hello)
            let reply = try await client.reply()
            #expect(reply.status == 400)
            #expect(reply.body.contains("https://"))
            client.finishSending()
            #expect(try await client.readToOrderlyEnd() == "")
        }
    }

    @Test func `bytes that are neither end their connection and no other`() async throws {
        try await withEncryptedServer {
            (test: ServedTest, folder: CertificateFolder, _: TLSIdentity) async throws -> Void in
            let client = try await test.client()
            try await client.send([0x16, 3, 1, 0, 4, 1, 2, 3, 4, 5, 6, 7, 8])
            _ = try await client.readToEnd()
            let other = try await test.client(trusting: "server", in: folder)
            try await other.send(hello)
            #expect(try await other.reply().status == 200)
            other.close()
        }
    }

    @Test func `a client that knows only other certificates goes away`() async throws {
        try await withEncryptedServer {
            (test: ServedTest, folder: CertificateFolder, _: TLSIdentity) async throws -> Void in
            try await folder.make("other")
            await #expect(throws: EncryptedChannel.Refused.self) {
                try await test.client(trusting: "other", in: folder)
            }
        }
    }

    @Test func `TLS 1_2 is spoken, and nothing older`() async throws {
        try await withEncryptedServer {
            (test: ServedTest, folder: CertificateFolder, _: TLSIdentity) async throws -> Void in
            let client = try await test.client(trusting: "server", in: folder) {
                _ = SSL_CTX_ctrl($0, SSL_CTRL_SET_MAX_PROTO_VERSION, Int(TLS1_2_VERSION), nil)
            }
            try await client.send(hello)
            #expect(try await client.reply().status == 200)
            client.close()
            await #expect(throws: EncryptedChannel.Refused.self) {
                try await test.client(trusting: "server", in: folder) {
                    SSL_CTX_set_security_level($0, 0)
                    _ = SSL_CTX_ctrl($0, SSL_CTRL_SET_MAX_PROTO_VERSION, Int(TLS1_1_VERSION), nil)
                }
            }
        }
    }

    @Test func `of offered protocols only HTTP 1_1 is taken`() async throws {
        try await withEncryptedServer {
            (test: ServedTest, folder: CertificateFolder, _: TLSIdentity) async throws -> Void in
            let both: [UInt8] = [2] + Array("h2".utf8) + [8] + Array("http/1.1".utf8)
            let client = try await test.client(trusting: "server", in: folder) {
                SSL_CTX_set_alpn_protos($0, both, UInt32(both.count))
            }
            try await client.send(hello)
            #expect(try await client.reply().status == 200)
            client.close()
            await #expect(throws: EncryptedChannel.Refused.self) {
                try await test.client(trusting: "server", in: folder) {
                    SSL_CTX_set_alpn_protos($0, Array(both.prefix(3)), 3)
                }
            }
        }
    }

    @Test func `a certificate is replaced for those who come, and a broken one is not taken`() async throws {
        try await withEncryptedServer {
            (test: ServedTest, folder: CertificateFolder, identity: TLSIdentity) async throws -> Void in
            let first = try await test.client(trusting: "server", in: folder)
            try FileManager.default.copyItem(
                atPath: folder.certificate("server"), toPath: folder.certificate("first"))
            try await folder.make("server")
            try identity.reload()
            let second = try await test.client(trusting: "server", in: folder)
            await #expect(throws: EncryptedChannel.Refused.self) {
                try await test.client(trusting: "first", in: folder)
            }
            try "rubbish".write(toFile: folder.key("server"), atomically: true, encoding: .utf8)
            #expect(throws: TLSFileError.self) { try identity.reload() }
            let third = try await test.client(trusting: "server", in: folder)
            for client in [first, second, third] {
                try await client.send(hello)
                #expect(try await client.reply().status == 200)
                client.close()
            }
        }
    }

    @Test func `where clients need certificates, one of their authority is let in and nobody else`()
        async throws
    {
        try await withEncryptedServer(clients: "alice") {
            (test: ServedTest, folder: CertificateFolder, _: TLSIdentity) async throws -> Void in
            try await folder.make("mallory")
            for (name, isLetIn) in [("alice", true), ("mallory", false), (nil, false)] {
                let answered: Bool
                do {
                    let client = try await test.client(trusting: "server", in: folder) { context in
                        guard let name else { return }
                        SSL_CTX_use_certificate_file(context, folder.certificate(name), SSL_FILETYPE_PEM)
                        SSL_CTX_use_PrivateKey_file(context, folder.key(name), SSL_FILETYPE_PEM)
                    }
                    try await client.send(hello)
                    answered = try await client.reply().status == 200
                } catch {
                    answered = false
                }
                #expect(answered == isLetIn, "\(name ?? "nobody")")
            }
        }
    }

    @Test func `who never finishes the handshake is closed with the time for a head`() async throws {
        try await withEncryptedServer(settings: { $0.connection.head = .milliseconds(100) }) {
            (test: ServedTest, _: CertificateFolder, _: TLSIdentity) async throws -> Void in
            let client = try await test.client()
            #expect(try await client.readToEnd() == "")
        }
    }
}

/// Files that a server can't be who it is by.
@Suite struct IdentityTests {
    @Test func `each wrong file is named with the reason`() async throws {
        let folder = try CertificateFolder()
        defer { folder.remove() }
        try await folder.make("a")
        try await folder.make("b")
        try await folder.make("locked", passphrase: "secret")
        try "rubbish".write(toFile: folder.certificate("rubbish"), atomically: true, encoding: .utf8)
        let (a, key) = (folder.certificate("a"), folder.key("a"))
        let rubbish = folder.certificate("rubbish")
        for (files, wrong) in [
            (TLSFiles(certificate: "/nowhere.pem", key: key), "/nowhere.pem"),
            (TLSFiles(certificate: rubbish, key: key), rubbish),
            (TLSFiles(certificate: a, key: "/nowhere.key"), "/nowhere.key"),
            (TLSFiles(certificate: a, key: folder.key("b")), folder.key("b")),
            (TLSFiles(certificate: a, key: folder.key("locked")), folder.key("locked")),
            (TLSFiles(certificate: a, key: key, clientAuthorities: rubbish), rubbish),
        ] {
            let error = #expect(throws: TLSFileError.self) { try TLSIdentity(files) }
            #expect(error?.file == wrong)
            #expect(error?.reason.isEmpty == false)
        }
        #expect(try TLSIdentity(TLSFiles(certificate: a, key: key)).ends > .now)
    }
}
