# SPDX-License-Identifier: MIT
# Why a module of CPython is not here: what the message of the ModuleNotFoundError adds.

_REASONS = {
    "the sandbox starts no processes": "multiprocessing pty pexpect",
    "the sandbox has no network": "socketserver http.server http.cookiejar urllib.robotparser ftplib smtplib imaplib poplib telnetlib xmlrpc "
                                  "requests httpx aiohttp urllib3 wsgiref webbrowser",
    "the sandbox loads no native code": "ctypes cffi numpy pandas scipy matplotlib torch sklearn",
    "the sandbox has no database": "sqlite3 dbm shelve",
    "the sandbox has no terminal": "curses readline tkinter turtle tty termios",
    "interpreter internals are not exposed": "dis tracemalloc site symtable bdb cProfile profile pstats trace resource faulthandler",
}


def reason(name):
    """The text in brackets behind the message; empty: nothing is known about the name."""
    for text, names in _REASONS.items():
        if name in names.split():
            return f" ({text})"
    return ""
