#define _GNU_SOURCE // accept4
#include "CRawEcho.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

static int watch(int epoll, int descriptor) {
    struct epoll_event event = {.events = EPOLLIN, .data = {.fd = descriptor}};
    return epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event);
}

static int accept_waiting(int epoll, int listener) {
    int accepted = 0, on = 1;
    for (;;) {
        int connection = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (connection < 0) return accepted;
        setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        if (watch(epoll, connection) == 0) accepted++;
        else close(connection);
    }
}

// One request a read, as a client without pipelining sends them; false at the end.
static int answer(int connection, const void *reply, size_t length) {
    char buffer[16384];
    ssize_t count = read(connection, buffer, sizeof buffer);
    if (count < 0) return errno == EAGAIN;
    return count > 0 && write(connection, reply, length) == (ssize_t)length;
}

int raw_echo_serve(int listener, const void *reply, size_t length) {
    int epoll = epoll_create1(EPOLL_CLOEXEC), open = 0, was_used = 0;
    if (epoll < 0 || watch(epoll, listener) != 0) return -1;
    while (!was_used || open > 0) {
        struct epoll_event events[256];
        int count = epoll_wait(epoll, events, 256, -1);
        for (int index = 0; index < count; index++) {
            int descriptor = events[index].data.fd;
            if (descriptor == listener) {
                open += accept_waiting(epoll, listener);
                was_used |= open > 0;
            } else if (!answer(descriptor, reply, length)) {
                close(descriptor);
                open--;
            }
        }
    }
    close(epoll);
    return 0;
}
