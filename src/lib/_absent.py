# SPDX-License-Identifier: MIT
# Why a module of CPython is not here: what the message of the ModuleNotFoundError adds.

_REASONS = {
    "the sandbox starts no processes": "subprocess multiprocessing pty pexpect",
    "the sandbox has no network": "socket ssl socketserver http.client http.server http.cookiejar urllib.request urllib.robotparser ftplib "
                                  "smtplib imaplib poplib telnetlib xmlrpc select selectors requests httpx aiohttp urllib3 wsgiref webbrowser",
    "the sandbox loads no native code": "ctypes cffi numpy pandas scipy matplotlib torch sklearn",
    "the sandbox has no database or archive files": "sqlite3 dbm shelve zipfile tarfile bz2 lzma mmap",
    "the sandbox has no terminal": "curses readline tkinter turtle tty termios getpass",
    "the sandbox has no signals": "signal faulthandler",
    "interpreter internals are not exposed": "gc dis tracemalloc sysconfig site symtable marshal pdb bdb cProfile profile "
                                             "pstats trace resource",
}


def reason(name):
    """The text in brackets behind the message; empty: nothing is known about the name."""
    for text, names in _REASONS.items():
        if name in names.split():
            return f" ({text})"
    return ""
