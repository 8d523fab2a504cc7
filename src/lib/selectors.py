# SPDX-License-Identifier: MIT
# selectors: constants. There is nothing in a sandbox that could be waited for here.
from collections import namedtuple

from _refusing import refusing

EVENT_READ, EVENT_WRITE = 1, 2
SelectorKey = namedtuple("SelectorKey", ["fileobj", "fd", "events", "data"])

__getattr__ = refusing("selectors", "the sandbox has no network and no pipes",
                       classes="BaseSelector DefaultSelector SelectSelector PollSelector EpollSelector")
