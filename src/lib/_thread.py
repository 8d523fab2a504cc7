# SPDX-License-Identifier: MIT
# _thread: the locks of threading, under their older names. There is one thread.
from threading import TIMEOUT_MAX, Lock, RLock, get_ident, get_native_id, stack_size

error = RuntimeError
LockType = lock = Lock


def allocate_lock():
    return Lock()


allocate = allocate_lock


def start_new_thread(function, args, kwargs={}, /):
    raise RuntimeError("can't start new thread")


start_new = start_new_thread


def interrupt_main(signum=2, /):
    """What a signal would do: its handler runs."""
    import signal
    signal.raise_signal(signum)


def _count():
    return 0
