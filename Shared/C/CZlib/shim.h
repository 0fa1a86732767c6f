// zlib for Swift: what is a macro there is a function here.
#pragma once
#include <zlib.h>

// Reads gzip and nothing else (RFC 1952).
static inline int czlib_inflate_gzip(z_stream *stream) { return inflateInit2(stream, 15 + 16); }

// Writes gzip.
static inline int czlib_deflate_gzip(z_stream *stream) {
    return deflateInit2(stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}
