// epoll, timerfd and accept4 for Swift, whose Glibc module lacks them (HTTP.md L11).
// No system header is included here: what it declares would count as ours, and Swift files
// that import Glibc alone could no longer see it.
#pragma once
#include <stddef.h>
#include <stdint.h>

// As the kernel lays out struct epoll_event.
struct __attribute__((packed)) cepoll_event {
    uint32_t events;
    uint64_t token;
};

int cepoll_create(void);
int cepoll_add(int epoll, int descriptor, uint32_t events, uint64_t token);
int cepoll_modify(int epoll, int descriptor, uint32_t events, uint64_t token);
int cepoll_remove(int epoll, int descriptor);
// What is ready now, without waiting.
int cepoll_poll(int epoll, struct cepoll_event *events, int capacity);

int cepoll_timer_create(void);
// Arms the timer for a moment of CLOCK_MONOTONIC.
int cepoll_timer_arm(int timer, uint64_t nanoseconds);

// Non-blocking and closed on exec, as are accepted connections.
int cepoll_socket(int family);
// Accepts a connection; peer must have room for a sockaddr_storage.
int cepoll_accept(int listener, void *peer);
int cepoll_set_option(int socket, int level, int option, int value);
int cepoll_set_no_delay(int socket);

// The calling thread's affinity mask; returns the bytes written or -1.
long cepoll_affinity(uint64_t *words, size_t size);
