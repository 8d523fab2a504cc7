import sys, io
print(); print(1, 2, 3); print("a", "b", sep=""); print("a", end="|"); print("b", end=""); print(); print(1, "x", None, [1], sep=", ", end=".\n"); print(*range(3), sep="\n"); print("é😀", "\t|", "\\"); print("", ""); print(sep="x"); print("a\nb"); print("no newline", end=""); print(); print(1, 2, sep=None, end=None)
buf = io.StringIO()
print("to buf", 1, file=buf); print("more", file=buf, end="!", flush=True)
print(repr(buf.getvalue()))
sys.stdout.write("direct\n"); print(sys.stdout.write("xyz\n"))
print("err", file=sys.stderr)
class W:
    def __init__(self): self.out = []
    def write(self, s): self.out.append(s)
w = W(); print("a", 1, sep="-", file=w); print(w.out)
old = sys.stdout; sys.stdout = w; print("captured"); sys.stdout = old; print(w.out)
class R:
    def __str__(self): return "str"
    def __repr__(self): return "repr"
print(R(), [R()], (R(),), {R().__str__(): R()}, f"{R()} {R()!r}")
for kw in ({"sep": 5}, {"end": 5}, {"file": 5}, {"foo": 1}):
    try:
        print("x", **kw)
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
class BadStr:
    def __str__(self): raise ValueError("no str")
try:
    print("before", BadStr())
except ValueError as e:
    print("|", e)
b = io.StringIO("line1\nline2\n\nlast"); print(b.readline(), b.read(3), b.tell(), b.readlines(), b.read(), b.seek(0), list(b), b.getvalue()[:5]); b.seek(0); print([l.rstrip() for l in b], b.closed); b.close()
try:
    b.read()
except ValueError as e:
    print(e)
b = io.StringIO(); b.write("héllo"); b.seek(1); b.write("E"); b.truncate(4); print(b.getvalue(), b.tell(), b.writable(), b.readable(), b.seekable()); b.writelines(["x", "y"]); print(repr(b.getvalue()))
bb = io.BytesIO(b"abc\ndef"); print(bb.read(2), bb.readline(), bb.read(), bb.getvalue(), bb.seek(-2, 2), bb.read(), bb.seek(0), bb.write(b"XY"), bb.getvalue(), len(bb.getbuffer()))
try:
    b.write(b"x")
except TypeError as e:
    print(e)
try:
    bb.write("x")
except TypeError as e:
    print(e)
with io.StringIO() as c: c.write("in with"); print(c.getvalue())
print("%s" % "done", flush=True)
try:
    input()
except EOFError as e:
    print(repr(e))
try:
    input("prompt> ")
except EOFError as e:
    print("|", e)
for bad in ("sys.stdout.write(5)", "sys.stdout.nope"):
    try:
        eval(bad)
    except Exception as e:
        print(type(e).__name__)
