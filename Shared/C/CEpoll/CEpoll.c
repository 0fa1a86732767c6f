#define _GNU_SOURCE // accept4
#include "CEpoll.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <unistd.h>

_Static_assert(sizeof(struct cepoll_event) == sizeof(struct epoll_event), "the same layout");
_Static_assert(offsetof(struct cepoll_event, token) == offsetof(struct epoll_event, data), "the same layout");

static int control(int epoll, int operation, int descriptor, uint32_t events, uint64_t token) {
    struct epoll_event event = {.events = events, .data = {.u64 = token}};
    return epoll_ctl(epoll, operation, descriptor, &event);
}

int cepoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

int cepoll_add(int epoll, int descriptor, uint32_t events, uint64_t token) {
    return control(epoll, EPOLL_CTL_ADD, descriptor, events, token);
}

int cepoll_modify(int epoll, int descriptor, uint32_t events, uint64_t token) {
    return control(epoll, EPOLL_CTL_MOD, descriptor, events, token);
}

int cepoll_remove(int epoll, int descriptor) { return control(epoll, EPOLL_CTL_DEL, descriptor, 0, 0); }

int cepoll_poll(int epoll, struct cepoll_event *events, int capacity) {
    return epoll_wait(epoll, (struct epoll_event *)events, capacity, 0);
}

int cepoll_timer_create(void) { return timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC); }

int cepoll_timer_arm(int timer, uint64_t nanoseconds) {
    const uint64_t second = 1000000000;
    struct itimerspec moment = {
        .it_value = {.tv_sec = (time_t)(nanoseconds / second), .tv_nsec = (long)(nanoseconds % second)}};
    return timerfd_settime(timer, TFD_TIMER_ABSTIME, &moment, NULL);
}

int cepoll_socket(int family) { return socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0); }

int cepoll_accept(int listener, void *peer) {
    socklen_t length = sizeof(struct sockaddr_storage);
    return accept4(listener, peer, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

int cepoll_set_option(int socket, int level, int option, int value) {
    return setsockopt(socket, level, option, &value, sizeof value);
}

int cepoll_set_no_delay(int socket) { return cepoll_set_option(socket, IPPROTO_TCP, TCP_NODELAY, 1); }

long cepoll_affinity(uint64_t *words, size_t size) { return syscall(SYS_sched_getaffinity, 0, size, words); }
