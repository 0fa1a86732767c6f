// libssl for Swift: what is a macro there is a function here.
#pragma once
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <string.h>
#include <time.h>

// HTTP/1.1 or nothing: a client that offers protocols without it gets an alert (RFC 7301 §3.2).
static inline int copenssl_choose_http(SSL *ssl, const unsigned char **chosen, unsigned char *length,
                                       const unsigned char *offered, unsigned int count, void *unused) {
    static const unsigned char http[] = "\x08http/1.1";
    (void)ssl, (void)unused;
    return SSL_select_next_proto((unsigned char **)chosen, length, http, sizeof http - 1, offered, count)
                   == OPENSSL_NPN_NEGOTIATED
               ? SSL_TLSEXT_ERR_OK
               : SSL_TLSEXT_ERR_ALERT_FATAL;
}

// A key with a passphrase is an error, never a question at the terminal.
static inline int copenssl_no_passphrase(char *text, int size, int writing, void *unused) {
    (void)text, (void)size, (void)writing, (void)unused;
    return -1;
}

// A context for servers with everything that holds for all of them; NULL without memory.
static inline SSL_CTX *copenssl_server_context(void) {
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    if (!context) return NULL;
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_NO_TICKET |
                                     SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_num_tickets(context, 0);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                  SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_read_ahead(context, 1);
    SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20");
    SSL_CTX_set_alpn_select_cb(context, copenssl_choose_http, NULL);
    SSL_CTX_set_default_passwd_cb(context, copenssl_no_passphrase);
    return context;
}

// Clients must show a certificate that one of these has signed; 0 when the file holds none.
static inline int copenssl_require_clients(SSL_CTX *context, const char *file) {
    STACK_OF(X509_NAME) *names = SSL_load_client_CA_file(file);
    if (!names) return 0;
    SSL_CTX_set_client_CA_list(context, names);
    if (SSL_CTX_load_verify_file(context, file) != 1) return 0;
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
    return 1;
}

// When the certificate ends, in seconds of UTC; -1 if that can't be told.
static inline long long copenssl_end(SSL_CTX *context) {
    X509 *certificate = SSL_CTX_get0_certificate(context);
    struct tm end;
    memset(&end, 0, sizeof end);
    if (!certificate || ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &end) != 1) return -1;
    return timegm(&end);
}

// Why the last call failed, and whether it was a request in plain HTTP.
static inline int copenssl_is_plain_http(void) {
    unsigned long error = ERR_peek_error();
    return ERR_GET_LIB(error) == ERR_LIB_SSL && ERR_GET_REASON(error) == SSL_R_HTTP_REQUEST;
}

static inline const char *copenssl_reason(void) {
    const char *reason = ERR_reason_error_string(ERR_peek_last_error());
    return reason ? reason : "no reason given";
}
