/// Where a server's certificate, its key and the authorities of its clients lie; PEM files all three.
package struct TLSFiles: Sendable, Hashable {
    /// The server's certificate, then those that lead to a root.
    package let certificate: String
    /// Its private key, without a passphrase.
    package let key: String
    /// Who signs clients' certificates; nil asks clients for none.
    package let clientAuthorities: String?

    package init(certificate: String, key: String, clientAuthorities: String? = nil) {
        self.certificate = certificate
        self.key = key
        self.clientAuthorities = clientAuthorities
    }
}
