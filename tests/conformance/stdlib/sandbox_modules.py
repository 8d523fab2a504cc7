# What programs use of modules whose main part a sandbox does not have.
import _thread
import gc
import getpass
import http.client
import marshal
import os
import select
import signal
import socket
import ssl
import subprocess
import sysconfig
import urllib.request
import zipimport

print(subprocess.PIPE, subprocess.STDOUT, subprocess.DEVNULL)
error = subprocess.CalledProcessError(3, ["a", "b"], output=b"x")
print(error, repr(error.stdout), error.stderr, isinstance(error, subprocess.SubprocessError))
print(subprocess.CalledProcessError(-9, "a"), subprocess.CalledProcessError(-99, "a"))
print(subprocess.TimeoutExpired("a", 2.5))
done = subprocess.CompletedProcess("a", 1, "out")
print(done, subprocess.CompletedProcess(["x"], 0).check_returncode())
try:
    done.check_returncode()
except subprocess.CalledProcessError as e:
    print(e.returncode, e.cmd, e.output)
for words in (["a", "b c"], ['q"u', ""], ["back\\", "b\\ c\\"], ['\\"'], ["t\tb"]):
    print(subprocess.list2cmdline(words))

print(socket.error, socket.timeout, socket.gaierror.__mro__[1], repr(socket.AF_INET), int(socket.SOCK_STREAM))
print(socket.inet_aton("127.0.0.1"), socket.inet_aton("1.2"), socket.inet_aton("0x10.1"), socket.inet_ntoa(b"\x01\x02\x03\xff"))
print(socket.inet_pton(socket.AF_INET6, "::1"), socket.inet_ntop(socket.AF_INET6, bytes(15) + b"\2"), socket.inet_pton(socket.AF_INET, "1.2.3.4"))
print(socket.htons(1), socket.ntohl(1), socket.htonl(0x01020304), socket.getdefaulttimeout())
for call in (lambda: socket.inet_aton("a"), lambda: socket.inet_aton("1.2.3.4.5"), lambda: socket.inet_ntoa(b"x"), lambda: socket.inet_pton(2, "1.2")):
    try:
        print(call())
    except OSError as e:
        print(e)
print(select.error, ssl.SSLError.__mro__[1], issubclass(ssl.CertificateError, ValueError), ssl.CERT_REQUIRED)

print(repr(signal.SIGINT), signal.SIGTERM.value, repr(signal.SIG_DFL), signal.NSIG, signal.strsignal(signal.SIGSEGV), signal.strsignal(2))
seen = []
print(signal.signal(signal.SIGTERM, lambda number, frame: seen.append(number)))
signal.raise_signal(signal.SIGTERM)
print(seen, signal.signal(signal.SIGTERM, signal.SIG_IGN) is not None, signal.getsignal(signal.SIGTERM))
signal.raise_signal(signal.SIGTERM)
signal.raise_signal(signal.SIGCHLD)
print(signal.getsignal(signal.SIGINT) is signal.default_int_handler, signal.getsignal(signal.SIGUSR1))
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt as e:
    print("interrupted")
for call in (lambda: signal.signal(0, signal.SIG_IGN), lambda: signal.signal(2, "x"), lambda: signal.signal(9, signal.SIG_IGN)):
    try:
        print(call())
    except (ValueError, TypeError, OSError) as e:
        print(type(e).__name__, e)

gc.disable()
print(gc.isenabled(), type(gc.collect()), len(gc.get_threshold()), gc.garbage)
gc.enable()
gc.set_threshold(700, 10)
print(gc.isenabled(), gc.get_threshold()[0], gc.get_debug())
try:
    gc.collect(7)
except ValueError as e:
    print(e)

lock = _thread.allocate_lock()
with lock:
    print(lock.locked(), lock.acquire(False))
print(lock.locked(), type(_thread.get_ident()), _thread.error, _thread.LockType is type(lock))
print(sysconfig.get_config_var("NO_SUCH_THING"), sysconfig.get_config_vars("NO_SUCH"), sysconfig.is_python_build())
print(isinstance(object(), zipimport.zipimporter), issubclass(zipimport.ZipImportError, ImportError))

r = urllib.request.Request("http://example.com:80/a b?q=1#frag", headers={"content-type": "x"})
print(r.full_url, r.get_method(), r.host, r.type, r.selector, r.fragment, r.get_header("Content-type"), r.has_header("X"))
r.data = b"1"
r.add_header("accept-charset", "utf-8")
r.add_unredirected_header("x-y", "z")
print(r.get_method(), sorted(r.header_items()), r.data)
print(urllib.request.Request("http://h", method="PUT").get_method(), urllib.request.Request("http://h").selector)
try:
    urllib.request.Request("nonsense")
except ValueError as e:
    print(e)
print(urllib.request.pathname2url("/a b/ü"), urllib.request.url2pathname("/a%20b"))
print(urllib.request.parse_http_list('a, "b, c", d="e\\"f, g"'), urllib.request.parse_keqv_list(["a=1", 'b="2"']))
print(http.client.responses[404], http.client.NOT_FOUND == 404, http.client.HTTPS_PORT, repr(http.client.IncompleteRead(b"abc", 4)))
print(http.client.BadStatusLine("x"), http.client.LineTooLong("header"), http.client.RemoteDisconnected("gone"))
