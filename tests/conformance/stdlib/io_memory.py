# io: StringIO and BytesIO.
import io
from contextlib import redirect_stdout

text = io.StringIO()
print("hello", 5, file=text)
print(text.write("line two\nrest"), text.tell(), repr(text.getvalue()), repr(text.read()))
print(text.seek(0), repr(text.readline()), repr(text.read(4)), list(text), text.tell())
text.seek(2)
text.write("XY")
print(repr(text.getvalue()), text.truncate(4), repr(text.getvalue()), text.readable(), text.closed)
start = io.StringIO("a\nb\r\nc")
print([line for line in start], start.seek(0, 2), start.readlines())
print(io.StringIO("a\r\nb\rc", newline=None).read().split("\n"), io.StringIO("a\r\nb\rc", newline="").readlines())
gap = io.StringIO()
gap.seek(3)
gap.write("x")
print(repr(gap.getvalue()))
captured = io.StringIO()
with redirect_stdout(captured):
    print("captured")
print(repr(captured.getvalue()))
data = io.BytesIO(b"line1\nline2\n")
print(data.read(3), data.readline(), data.readlines(), data.tell(), data.seek(-3, 2), data.read())
data.seek(14)
data.write(b"end")
print(data.getvalue(), bytes(data.getbuffer()[:4]), data.seek(1), data.truncate(), data.getvalue())
target = bytearray(4)
data.seek(0)
print(data.readinto(target), target, data.writelines([b"a", b"b"]), data.getvalue())
with io.StringIO("x") as stream:
    pass
for wrong in (stream.read, lambda: text.write(b"x"), lambda: data.write("x"), lambda: text.seek(-1), lambda: text.fileno(), lambda: io.StringIO(5), lambda: text.seek(1, 1), lambda: stream.getvalue()):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, error)
print(isinstance(text, io.TextIOBase), isinstance(data, io.IOBase), issubclass(io.UnsupportedOperation, OSError))
wrapper = io.TextIOWrapper(io.BytesIO("é\nx".encode()), encoding="utf-8")
print(wrapper.readline(), wrapper.read())
