import COpenSSL
import TLS
import TestSupport

@testable import HTTPServing

extension ServedTest {
    /// A client that speaks TLS and trusts the certificate of that name alone.
    func client(
        trusting name: String, in folder: CertificateFolder,
        settings: @escaping @Sendable (OpaquePointer) -> Void = { _ in }
    ) async throws -> RawClient {
        let authorities = folder.certificate(name)
        return try await RawClient(to: server.address) {
            try EncryptedChannel(over: $0, trusting: authorities, settings: settings)
        }
    }
}

/// Runs a body with a server that shows the certificate `server`.
func withEncryptedServer(
    clients: String? = nil, settings change: (inout HTTPServerSettings) -> Void = { _ in },
    routes: (inout Router) -> Void = RuleRoutes.register,
    _ body: @Sendable (ServedTest, CertificateFolder, TLSIdentity) async throws -> Void
) async throws {
    let folder = try CertificateFolder()
    defer { folder.remove() }
    for name in ["server"] + (clients.map { [$0] } ?? []) { try await folder.make(name) }
    let identity = try TLSIdentity(
        TLSFiles(
            certificate: folder.certificate("server"), key: folder.key("server"),
            clientAuthorities: clients.map { folder.certificate($0) }))
    try await withServer(
        settings: {
            change(&$0)
            $0.identity = identity
        }, routes: routes
    ) { try await body($0, folder, identity) }
}
