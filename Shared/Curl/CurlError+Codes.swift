import CCurl

extension CurlError {
    /// Sorts what libcurl says by what a caller can do about it.
    init(_ code: CURLcode, text: String, phase: Phase, limit: Int) {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT:
            self = .couldNotConnect(text)
        case CURLE_OPERATION_TIMEDOUT:
            self = .timedOut(phase)
        case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE:
            self = .connectionLost(afterFirstByte: phase == .receiving)
        case CURLE_FILESIZE_EXCEEDED:
            self = .replyTooLarge(limit: limit)
        case CURLE_URL_MALFORMAT:
            self = .badURL(text)
        // Also said of a reply that is not HTTP/1.
        case CURLE_UNSUPPORTED_PROTOCOL where phase == .connecting:
            self = .badURL(text)
        case _ where Self.ofTLS.contains(code.rawValue):
            self = .tls(text)
        default:
            self = .other(function: "curl_multi_socket_action", code: Int(code.rawValue), text: text)
        }
    }

    private static let ofTLS: Set<UInt32> = Set(
        [
            CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_ENGINE_INITFAILED,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_SHUTDOWN_FAILED, CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS,
            CURLE_SSL_CLIENTCERT, CURLE_USE_SSL_FAILED,
        ].map(\.rawValue))
}
