# SPDX-License-Identifier: MIT
def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)
t(lambda: bytes(3)); t(lambda: bytes([1, 2, 255])); t(lambda: bytes([256])); t(lambda: bytes("a")); t(lambda: bytes("é", "utf-8")); t(lambda: bytes(-1)); t(lambda: bytes(range(4))); t(lambda: bytes(x for x in (1, 2))); t(lambda: bytes(1.5)); t(lambda: bytearray(b"abc")); t(lambda: bytearray(2))
t(lambda: b"a,b,c".split(b",")); t(lambda: b" a b ".split()); t(lambda: b"abc".find(b"c")); t(lambda: b"abc".find(98)); t(lambda: b"abc".index(b"x")); t(lambda: b"abab".count(b"ab")); t(lambda: b"abc".replace(b"b", b"xx")); t(lambda: b"abc".upper()); t(lambda: b"-".join([b"a", bytearray(b"b")])); t(lambda: b"-".join(["a"])); t(lambda: b"abc".hex()); t(lambda: b"abcde".hex("-", 2)); t(lambda: bytes.fromhex("61 62")); t(lambda: bytes.fromhex("6x")); t(lambda: b"abc".startswith((b"x", b"a"))); t(lambda: b"a\nb\r\n".splitlines()); t(lambda: b"abc".partition(b"b")); t(lambda: b"  x".strip()); t(lambda: b"7".zfill(3)); t(lambda: b"abc".translate(bytes.maketrans(b"a", b"z"), b"c")); t(lambda: b"%d-%s-%x" % (5, b"q", 255)); t(lambda: 97 in b"abc"); t(lambda: "a" in b"abc"); t(lambda: b"abc".center(7, b"*")); t(lambda: b"Hello World".title()); t(lambda: b"abc" < b"abd"); t(lambda: b"a" == "a"); t(lambda: b"a" + "b"); t(lambda: b"abc"[1]); t(lambda: b"abc"[::-1]); t(lambda: hash(b"a") == hash(b"a"))
ba = bytearray(b"hello")
ba.append(33); ba.extend(b"xy"); ba += b"z"; ba.insert(0, 65); print(ba, ba.pop(), ba.pop(0)); ba.remove(104); ba.reverse(); print(ba)
ba[1:3] = b"QQQ"; print(ba); del ba[0]; print(ba); ba[0] = 66; print(ba); del ba[::2]; print(ba); ba *= 2; print(ba); ba.clear(); print(ba)
t(lambda: bytearray(b"a").append(300)); t(lambda: bytearray().pop()); t(lambda: bytearray(b"abc").find(b"c")); t(lambda: bytearray(b"aXb").lower()); t(lambda: bytearray(b"abc").decode())
m = memoryview(bytearray(b"abcdef"))
print(m[1], m[1:3].tobytes(), m[::-1].tolist(), len(m), m.format, m.itemsize, m.nbytes, m.readonly)
m[0] = 90; m[1:3] = b"XY"; print(bytes(m), m == b"ZXYdef"); print(memoryview(b"abcd").cast("H").tolist(), m.cast("B").tolist()); t(lambda: memoryview(b"a").__setitem__(0, 1)); t(lambda: memoryview("a")); print(list(memoryview(b"ab")))
with memoryview(b"abc") as v:
    print(v.obj, v.shape, v.strides, v.contiguous)
t(lambda: v[0])
class I:
    def __index__(self): return 3
    def __str__(self): return "I!"
    def __format__(self, spec): return "F" + spec
t(lambda: "ab" * I()); t(lambda: "abcdef"[I()]); t(lambda: "%s %d" % (I(), 3)); t(lambda: "{} {:>3}".format(I(), I())); t(lambda: "abc".center(I())); t(lambda: int(I())); t(lambda: bytes(I())); t(lambda: b"abcdef"[I()]); t(lambda: "x".zfill(I())); t(lambda: "%x" % I()); t(lambda: (5).to_bytes(I())); t(lambda: round(1234, I())); t(lambda: "abcabc".find("c", I())); t(lambda: "a-b".split("-", I()))
class S(str): pass
class N(int): pass
s = S("abc"); print(s.upper(), type(s.upper()).__name__, type(S("a") + "b").__name__, s == "abc", len(s), s[1], S(5), "b" in s)
n = N("7"); print(n + 1, type(n + 1).__name__, n * 2, f"{n:03d}", str(n), repr(n), n == 7, hash(n) == hash(7), N.from_bytes(b"\x05", "big"), type(N.from_bytes(b"\x05", "big")).__name__)
class F(float): pass
print(F("1.5") + 1, F(2), type(F(1) * 2).__name__)
try:
    b"\xffabc".decode("utf-8")
except UnicodeDecodeError as e:
    print(e.encoding, e.object, e.start, e.end, e.reason)
try:
    "aé".encode("ascii")
except UnicodeEncodeError as e:
    print(e.encoding, e.object, e.start, e.end, e.reason, e.args)
print("%s" % None, "%r" % [1], "%a" % "é", "%.3s|" % "abcdef", "%05d" % -3, "%+.1e" % 0, "%g" % 1e10, "%i" % 3.7, "%X" % 255, "%#x" % 255, "%-5s|" % "a", "%5s|" % "a", "% d" % 3)
print(f"{3.14159:.2f} {1000000:,} {255:08b} {'a':>3} {1e10:g} {True} {None} {[1]} {5!r:>3}")
