# SPDX-License-Identifier: MIT
# select: constants and the error. There is nothing in a sandbox that could be waited for here.
from _refusing import refusing

error = OSError
POLLIN, POLLPRI, POLLOUT, POLLERR, POLLHUP, POLLNVAL = 1, 2, 4, 8, 16, 32
EPOLLIN, EPOLLPRI, EPOLLOUT, EPOLLERR, EPOLLHUP, EPOLLET, EPOLLONESHOT = 1, 2, 4, 8, 16, 1 << 31, 1 << 30
PIPE_BUF = 4096

__getattr__ = refusing("select", "the sandbox has no network and no pipes", "select poll", "epoll")
