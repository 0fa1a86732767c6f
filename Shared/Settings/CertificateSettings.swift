/// The files a service serves TLS with; PEM all three.
package struct CertificateSettings: Sendable, Equatable {
    /// The certificate, then those that lead to a root.
    package let certificate: String
    package let key: String
    /// Who signs clients' certificates; nil asks clients for none.
    package let clients: String?

    /// Nil where none is named; one file without the other is a problem.
    init?(reading reader: inout SettingsReader) {
        let certificate = reader.text("tls.certificate")
        let key = reader.text("tls.key")
        clients = reader.text("tls.clients")
        guard let certificate, let key else {
            if key != nil { reader.report("tls.key", "is set without PAIRMILL_TLS_CERTIFICATE") }
            if certificate != nil { reader.report("tls.certificate", "is set without PAIRMILL_TLS_KEY") }
            if clients != nil, certificate == nil {
                reader.report("tls.clients", "is set without PAIRMILL_TLS_CERTIFICATE and PAIRMILL_TLS_KEY")
            }
            return nil
        }
        self.certificate = certificate
        self.key = key
    }
}
