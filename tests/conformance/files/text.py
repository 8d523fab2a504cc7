# Text files: modes, positions, line ends, encodings, and how their errors read.
# flags: --mount /tmp=memory
# modes: plain pause gc-stress fail-alloc
import os
import tempfile

os.chdir(tempfile.mkdtemp())


def t(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except BaseException as e:
        print(type(e).__name__, e, repr(getattr(e, "filename", None)))


f = open("t", "w")
print(f, f.encoding, f.errors, f.newlines, f.line_buffering, f.buffer, f.buffer.raw, f.mode, f.buffer.mode, f.name, f.buffer.name)
t(f.read)
t(f.readline)
print(f.write("héllo\nwörld\r\nx"), f.tell())
t(f.seek, 1, 1)
t(f.truncate, 3)
f.close()
t(f.read)
t(f.write, "x")
t(f.tell)
t(f.__enter__)
t(f.flush)
print(f.closed, f)
open("t", "w").write("héllo\nwörld\r\nx")
f = open("t")
t(f.write, "a")
t(f.truncate)
print(f.read(3), f.tell(), f.readline(), f.tell(), f.readlines())
t(f.seek, -1)
t(f.seek, 0, 3)
t(f.seek, 1, 2)
t(f.seek, 5, 1)
f.seek(0)
print(next(f))
t(f.tell)
print(list(f))
t(f.tell)
t(f.read, "x")
t(f.readline, "x")
t(f.write, 1)
for mode in ("zz", "rw", "", "U", "r+w", "bt", "b", "rrb"):
    t(open, "t", mode)
t(open, "t", "rb", encoding="utf8")
t(open, "t", "r", buffering=0)
t(open, ".")
t(open, "t", "x")
t(open, "none")
t(open, "t/x")
t(open, "none/x", "w")
t(open, "")
t(open, "a\0b")
t(open, "t", "r", newline="x")
t(open, "t", "r", encoding="nope")
t(open, 5.5)
t(open, None)
t(open, "t", "w+b", newline="")
t(open, "t", mode=5)
t(open, b"none")
f = open("a1", "a+")
print(f.write("xy"), f.tell(), f.read(), f.seek(0), f.read())
f.close()
with open("a1", "a") as f:
    print(f.tell(), f.write("z"), f.tell())
print(open("a1").read())
with open("t", "w") as f:
    f.write("one\ntwo\n")
f = open("t", "r+")
print(f.readline(), f.write("NEW"), f.tell())
f.close()
print(open("t", "rb").read())
f = open("t", "r+")
f.seek(1)
f.write("NN")
f.seek(0)
print(f.read(), f.truncate(4), f.tell())
f.close()
print(open("t", "rb").read())

for newline in (None, "", "\n", "\r", "\r\n"):
    with open("n", "w", newline=newline) as f:
        f.write("a\nb\r\nc\rd")
    print(repr(newline), open("n", "rb").read())
    open("n", "wb").write(b"a\nb\r\nc\rd\n\r")
    with open("n", newline=newline) as f:
        print(f.readlines(), f.newlines, f.seek(0), repr(f.read(4)), repr(f.readline()), repr(f.read()))
    with open("n", newline=newline) as f:
        print(repr(f.readline(1)), repr(f.readline(5)), list(f))
for encoding in ("utf-16", "utf-8-sig", "latin-1", "utf-16-le", "ascii", "utf-32", "UTF8"):
    with open("e", "w", encoding=encoding, errors="replace") as f:
        f.write("é")
        f.write("b")
    print(encoding, open("e", "rb").read(), repr(open("e", encoding=encoding).read()), f)
    with open("e", "a", encoding=encoding, errors="replace") as f:
        f.write("c")
    print(open("e", "rb").read())
    with open("e", encoding=encoding) as f:
        print(f.read(1), f.tell(), f.read(1), f.tell(), f.read(), f.tell())
open("bad", "wb").write(b"ok\nb\xffd\n")
t(open("bad").read)
print(open("bad", errors="ignore").read(), open("bad", errors="surrogateescape").read().encode("utf8", "surrogateescape"))
with open("w", "w") as f:
    t(f.write, "\ud800")
    t(f.writelines, ["ok", 1])
print(open("w").read())

f = open("d", "w")
f.writelines(["a", "b"])
print(f.detach())
t(f.read)
f = open("d", "w+")
f.write("hello")
f.seek(0)
print(f.read(2), f.seekable(), f.readable(), f.writable(), f.isatty())
f.reconfigure(line_buffering=True)
print(f.line_buffering)
f.close()
with open("big", "w") as f:
    for i in range(5000):
        f.write(f"line {i} ü\n")
    print(f.tell())
with open("big") as f:
    print(sum(1 for line in f), f.tell())
    f.seek(100)
    print(repr(f.readline()), f.tell())
    f.readline()
    here = f.tell()
    rest = f.read()
    f.seek(here)
    print(here, f.read() == rest, len(rest))
print("tail", file=open("p", "w"), end="")  # nobody closes it
print(open("p").read())
