import COpenSSL
package import Foundation

/// What the connections of a server have in common: its certificate and the rules of docs/http.md §5.
///
/// TLS 1.2 and 1.3 with forward secrecy. Sessions are not resumed: connections are kept alive instead, and
/// there are no ticket keys to guard or to change.
/// Nothing of it changes once it is made, and OpenSSL counts references atomically: loops share it.
package final class TLSContext: @unchecked Sendable {
    let pointer: OpaquePointer
    /// When its certificate ends.
    package let ends: Date

    /// Reads the files; the error names the one that is wrong.
    package init(_ files: TLSFiles) throws(TLSFileError) {
        ERR_clear_error()
        guard let pointer = copenssl_server_context() else {
            throw TLSFileError(file: files.certificate, reason: "OpenSSL has no memory for it")
        }
        do throws(TLSFileError) {
            try Self.load(files, into: pointer)
        } catch {
            SSL_CTX_free(pointer)
            throw error
        }
        self.pointer = pointer
        ends = Date(timeIntervalSince1970: Double(copenssl_end(pointer)))
    }

    deinit { SSL_CTX_free(pointer) }

    private static func load(_ files: TLSFiles, into pointer: OpaquePointer) throws(TLSFileError) {
        try read(files.certificate) { SSL_CTX_use_certificate_chain_file(pointer, $0) }
        try read(files.key) { SSL_CTX_use_PrivateKey_file(pointer, $0, SSL_FILETYPE_PEM) }
        try read(files.key) { _ in SSL_CTX_check_private_key(pointer) }
        if let authorities = files.clientAuthorities {
            try read(authorities) { copenssl_require_clients(pointer, $0) }
        }
    }

    private static func read(_ file: String, by load: (String) -> Int32) throws(TLSFileError) {
        guard access(file, R_OK) == 0 else {
            throw TLSFileError(file: file, reason: String(cString: strerror(errno)))
        }
        guard load(file) == 1 else {
            throw TLSFileError(file: file, reason: String(cString: copenssl_reason()))
        }
    }
}
