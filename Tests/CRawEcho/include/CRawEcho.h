// The least a server on epoll can do, to measure others against.
#pragma once
#include <stddef.h>

// Accepts from a listener and answers whatever is read on a connection with the same bytes.
// Returns when the last connection has closed, at the earliest after the first was accepted.
int raw_echo_serve(int listener, const void *reply, size_t length);
