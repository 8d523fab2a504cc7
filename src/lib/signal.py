# SPDX-License-Identifier: MIT
# signal: names of signals, and handlers that raise_signal() calls. None ever comes from outside: the host stops a program
# by other means, and there are no timers.
from enum import IntEnum

from _refusing import refusing

NSIG = 65
ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF = range(3)
SIG_BLOCK, SIG_UNBLOCK, SIG_SETMASK = range(3)
ItimerError = OSError

Signals = IntEnum("Signals", {f"SIG{name}": number for number, name in enumerate(
    ("HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM "
     "PROF WINCH IO PWR SYS").split(), 1)} | {"SIGRTMIN": 34, "SIGRTMAX": 64}, module="signal")
Handlers = IntEnum("Handlers", {"SIG_DFL": 0, "SIG_IGN": 1}, module="signal")
globals().update(Signals.__members__, **Handlers.__members__)
SIGCLD, SIGPOLL, SIGIOT = Signals.SIGCHLD, Signals.SIGIO, Signals.SIGABRT

_QUIET = {"SIGCHLD", "SIGCONT", "SIGURG", "SIGWINCH"}  # what is ignored where nothing else is said
_WORDS = {1: "Hangup", 2: "Interrupt", 3: "Quit", 4: "Illegal instruction", 5: "Trace/breakpoint trap", 6: "Aborted", 7: "Bus error",
          8: "Floating point exception", 9: "Killed", 10: "User defined signal 1", 11: "Segmentation fault", 12: "User defined signal 2",
          13: "Broken pipe", 14: "Alarm clock", 15: "Terminated", 16: "Stack fault", 17: "Child exited", 18: "Continued",
          19: "Stopped (signal)", 20: "Stopped", 21: "Stopped (tty input)", 22: "Stopped (tty output)", 23: "Urgent I/O condition",
          24: "CPU time limit exceeded", 25: "File size limit exceeded", 26: "Virtual timer expired", 27: "Profiling timer expired",
          28: "Window changed", 29: "I/O possible", 30: "Power failure", 31: "Bad system call"}


def default_int_handler(signum, frame, /):
    """What SIGINT does where the program says nothing else."""
    raise KeyboardInterrupt


_handlers = {2: default_int_handler, 13: Handlers.SIG_IGN, 25: Handlers.SIG_IGN}


def _named(kind, value):
    try:
        return kind(value)
    except ValueError:
        return value


def _checked(signalnum):
    if not 0 < signalnum < NSIG:
        raise ValueError("signal number out of range")
    return int(signalnum)


def getsignal(signalnum, /):
    """The handler of a signal."""
    return _handlers.get(_checked(signalnum), Handlers.SIG_DFL)


def signal(signalnum, handler, /):
    """Sets what raise_signal() of the number calls; gives the handler before."""
    number = _checked(signalnum)
    if not callable(handler):
        if handler not in (0, 1):
            raise TypeError("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object")
        handler = Handlers(handler)
    if number in (9, 19):
        raise OSError(22, "Invalid argument")
    old = getsignal(number)
    _handlers[number] = handler
    return old


def raise_signal(signalnum, /):
    """Calls the signal's handler; a program that has none ends as the signal would end it."""
    handler = getsignal(signalnum)
    if callable(handler):
        import sys
        handler(int(signalnum), sys._getframe(1))
    elif handler == Handlers.SIG_DFL and getattr(_named(Signals, signalnum), "name", "") not in _QUIET:
        raise SystemExit(128 + signalnum)


def strsignal(signalnum, /):
    """The signal in words."""
    number = _checked(signalnum)
    return f"Real-time signal {number - 34}" if number >= 34 else _WORDS.get(number)


def valid_signals():
    return {_named(Signals, number) for number in range(1, NSIG) if number not in (32, 33)}


def siginterrupt(signalnum, flag, /):
    """Nothing waits in a way that a signal could interrupt."""
    _checked(signalnum)


__getattr__ = refusing("signal", "the sandbox has no signals but those that the program raises itself", "alarm setitimer getitimer pause "
                       "sigwait sigwaitinfo sigtimedwait sigpending pthread_kill pthread_sigmask set_wakeup_fd pidfd_send_signal")
