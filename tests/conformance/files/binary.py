# Binary files: reading, writing, positions, gaps, truncation.
# flags: --mount /tmp=memory
# modes: plain pause gc-stress fail-alloc
import os
import tempfile

os.chdir(tempfile.mkdtemp())

import io


def t(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except BaseException as e:
        print(type(e).__name__, e, repr(getattr(e, "filename", None)))


with open("t", "wb") as f:
    print(f, f.raw, f.write(b"abc\ndef\r\ngh"), f.tell(), f.mode, f.name)
    t(f.read)
    t(f.write, "x")
    t(f.readline)
    t(next, f)
t(f.write, b"x")
b = open("t", "rb")
print(b, b.raw, b.mode, b.raw.mode, b.peek(3)[:3], b.read1(2), b.read(3), b.tell(), b.seek(-2, 2), b.read(), b.readline(), b.seek(0), b.readinto(bytearray(3)), b.readlines())
t(b.write, b"x")
t(b.seek, -1)
t(b.read, "x")
t(b.seek, -100, 1)
t(b.truncate)
b.seek(0)
print(list(b), b.read(), b.tell())
b.close()
t(b.read)
r = open("t", "r+b")
print(r, r.raw, r.mode, r.read(1), r.write(b"ZZ"), r.tell(), r.seek(0), r.read(), r.seek(20), r.write(bytearray(b"end")), r.seek(0), r.read(), r.truncate(5), r.tell(), r.seek(0), r.read())
r.close()
print(open("t", "rb").read())
r = open("t", "rb", buffering=0)
print(r, r.read(2), r.readall(), r.mode, r.closed)
t(r.write, b"x")
r.close()
print(r)
with open("u", "wb", buffering=0) as u:
    print(u.write(b"abc"), open("u", "rb").read())
    t(u.read)
with open("g", "wb") as f:
    f.seek(5)
    f.write(b"x")
    f.seek(1)
    f.write(b"y")
    print(f.tell(), f.seek(0, 2), f.truncate(8), f.seek(0, 2))
print(open("g", "rb").read())
with open("g", "ab") as f:
    print(f.tell(), f.seek(0), f.write(b"!"))
with open("g", "a+b") as f:
    print(f.tell(), f.read(), f.seek(2), f.write(b"?"), f.seek(0), f.read())
with open("g", "xb+") if not os.path.exists("g") else open("h", "xb+") as f:
    f.write(memoryview(b"memory"))
    f.seek(0)
    print(f.read(), f.mode)
with open("w", "w+b") as f:
    f.write(b"0123456789")
    f.seek(3)
    f.write(b"abc")
    f.flush()
    print(open("w", "rb").read(), f.read(), f.seek(0), f.read())
big = bytes(range(256)) * 1000
with open("big", "wb") as f:
    for i in range(0, len(big), 1000):
        f.write(big[i:i + 1000])
print(open("big", "rb").read() == big, os.path.getsize("big"))
print(isinstance(open("t", "rb"), io.BufferedReader), isinstance(open("t", "r+b"), io.BufferedRandom), isinstance(open("t"), io.TextIOWrapper),
      isinstance(open("t", "rb", 0), io.FileIO), isinstance(open("t"), io.TextIOBase), isinstance(open("t", "rb"), io.BufferedIOBase), io.open is open)
w = io.TextIOWrapper(io.BytesIO("zwölf\nx".encode()), encoding="utf-8")
print(w.readline(), w.read(), w.buffer.getvalue())
w = io.TextIOWrapper(io.BytesIO(), encoding="latin-1", newline="\r\n")
w.write("ä\nb")
w.flush()
print(w.buffer.getvalue(), w.encoding, w.tell())
