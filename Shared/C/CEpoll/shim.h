// epoll, timerfd and accept4 for Swift, whose Glibc module lacks them (HTTP.md L11).
// Constants stay in here, since their types differ between C and Swift.
#pragma once
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <unistd.h>

// Declared by hand: _GNU_SOURCE would break fd_set between C modules.
int accept4(int listener, struct sockaddr *address, socklen_t *length, int flags);

static inline int cepoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

static inline int cepoll_add(int epoll, int descriptor, uint32_t events, uint64_t token) {
    struct epoll_event event = {.events = events, .data = {.u64 = token}};
    return epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event);
}

static inline int cepoll_modify(int epoll, int descriptor, uint32_t events, uint64_t token) {
    struct epoll_event event = {.events = events, .data = {.u64 = token}};
    return epoll_ctl(epoll, EPOLL_CTL_MOD, descriptor, &event);
}

static inline int cepoll_remove(int epoll, int descriptor) {
    struct epoll_event ignored = {0};
    return epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, &ignored);
}

static inline int cepoll_timer_create(void) {
    return timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
}

// Arms the timer for a moment of CLOCK_MONOTONIC.
static inline int cepoll_timer_arm(int timer, uint64_t nanoseconds) {
    struct itimerspec moment = {
        .it_value = {.tv_sec = (time_t)(nanoseconds / 1000000000u), .tv_nsec = (long)(nanoseconds % 1000000000u)}};
    return timerfd_settime(timer, TFD_TIMER_ABSTIME, &moment, 0);
}

static inline int cepoll_socket(int family) {
    return socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
}

static inline int cepoll_accept(int listener, struct sockaddr_storage *peer) {
    socklen_t length = sizeof *peer;
    return accept4(listener, (struct sockaddr *)peer, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

static inline int cepoll_set_option(int socket, int level, int option, int value) {
    return setsockopt(socket, level, option, &value, sizeof value);
}

static inline int cepoll_no_delay(int socket) {
    return cepoll_set_option(socket, IPPROTO_TCP, TCP_NODELAY, 1);
}

// The calling thread's affinity mask; returns the bytes written or -1.
static inline long cepoll_affinity(uint64_t *words, size_t size) {
    return syscall(SYS_sched_getaffinity, 0, size, words);
}
