// libcurl for Swift: setopt and getinfo are variadic, so each kind of argument has a function (HTTP.md C1).
#pragma once
#include <curl/curl.h>
#include <sys/socket.h>

static inline CURLcode ccurl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode ccurl_set_size(CURL *handle, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(handle, option, value);
}

// libcurl copies the text.
static inline CURLcode ccurl_set_text(CURL *handle, CURLoption option, const char *text) {
    return curl_easy_setopt(handle, option, text);
}

// libcurl keeps the pointer.
static inline CURLcode ccurl_set_pointer(CURL *handle, CURLoption option, const void *pointer) {
    return curl_easy_setopt(handle, option, pointer);
}

static inline void ccurl_on_write(CURL *handle, curl_write_callback call, void *context) {
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, call);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, context);
}

static inline void ccurl_on_read(CURL *handle, curl_read_callback call, void *context) {
    curl_easy_setopt(handle, CURLOPT_READFUNCTION, call);
    curl_easy_setopt(handle, CURLOPT_READDATA, context);
}

static inline void ccurl_on_header(CURL *handle, curl_write_callback call, void *context) {
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, call);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, context);
}

static inline void ccurl_on_close(CURL *handle, curl_closesocket_callback call, void *context) {
    curl_easy_setopt(handle, CURLOPT_CLOSESOCKETFUNCTION, call);
    curl_easy_setopt(handle, CURLOPT_CLOSESOCKETDATA, context);
}

// A socket that no child process inherits: it would keep a cancelled call's connection open.
static inline curl_socket_t ccurl_open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address) {
    (void)context;
    (void)purpose;
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static inline void ccurl_close_on_exec(CURL *handle) {
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, ccurl_open_socket);
}

// The same by a callback of its own, which sees the very address that would be connected to.
static inline void ccurl_on_open(CURL *handle, curl_opensocket_callback open, void *context) {
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, open);
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, context);
}

static inline void *ccurl_private(CURL *handle) {
    char *pointer = NULL;
    curl_easy_getinfo(handle, CURLINFO_PRIVATE, &pointer);
    return pointer;
}

static inline curl_off_t ccurl_info_size(CURL *handle, CURLINFO what) {
    curl_off_t value = 0;
    curl_easy_getinfo(handle, what, &value);
    return value;
}

static inline void ccurl_multi_on_socket(CURLM *multi, curl_socket_callback call, void *context) {
    curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, call);
    curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, context);
}

static inline void ccurl_multi_on_timer(CURLM *multi, curl_multi_timer_callback call, void *context) {
    curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, call);
    curl_multi_setopt(multi, CURLMOPT_TIMERDATA, context);
}

static inline void ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    curl_multi_setopt(multi, option, value);
}

static inline CURLcode ccurl_result(const CURLMsg *message) { return message->data.result; }
static inline size_t ccurl_read_abort(void) { return CURL_READFUNC_ABORT; }
static inline size_t ccurl_write_pause(void) { return CURL_WRITEFUNC_PAUSE; }
static inline long ccurl_http_1_1(void) { return CURL_HTTP_VERSION_1_1; }
static inline CURLcode ccurl_global_start(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }
