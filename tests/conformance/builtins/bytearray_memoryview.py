a = bytearray(b"hello")
a[0] = 72; a[1:3] = b"EY"; a.append(33); a.extend(b"xy"); a.extend([1, 2]); a += b"z"; a.insert(0, 65)
print(a, len(a), a.pop(), a.pop(0), a, a.find(b"o"), a[0], a[:2], type(a[:2]).__name__)
a.remove(33); a.reverse(); print(a)
del a[0]; del a[::2]; print(a)
a *= 2; print(a); a.clear(); print(a, bool(a))
x = bytearray(b"abc"); y = x; y += b"d"; print(x, x is y, x.copy() is x, x == b"abcd", b"abcd" == x, x + b"e", b"e" + x, type(b"e" + x).__name__, type(x + b"e").__name__)
print(bytearray(), bytearray(3), bytearray("é", "utf-8"), bytearray([1, 2]), bytearray.fromhex("0aff"), repr(bytearray(b"'\"")), bytearray(b"x").hex(), bytearray(b"A b").lower().split(), bytearray(b"ab").decode(), bytearray(b"ab").join([b"1", b"2"]), bytearray(b"a%d") % 5, bytearray(b"ab").translate(None, b"a"))
def attempt(code, **env):
    env.setdefault("a", bytearray(b"abcdef"))
    try:
        exec(code, env)
        print(code, "ok", env["a"])
    except Exception as e:
        print(code, "->", type(e).__name__, e)
for code in ["a[0] = 256", "a[0] = -1", "a[0] = b'x'", "a[0] = 'x'", "a[10] = 1", "a['x'] = 1", "a[0:2] = 'xy'", "a[0:2] = 5", "a[0:2] = [1, 2, 3]", "a[::2] = b'x'", "a[::2] = b'XYZ'", "a.append(300)", "a.append('x')", "a.append(b'x')", "a.extend('abc')", "a.extend([300])", "a.extend(5)", "a.remove(1)", "a.remove(b'a')", "a.pop(10)", "bytearray().pop()", "a.insert(-1, 120)", "a.insert('x', 1)", "del a[10]", "del a[1:4]", "a + 'x'", "a += 'x'", "a += 5", "a *= 'x'", "a.index(b'z')", "hash(a)", "{a: 1}", "bytearray('x')", "bytearray([1.5])", "a[1:1] = b'INS'", "a[:] = b''", "a[100:] = b'end'", "a.extend(a)", "a[2:4] = a", "a.resize(2)" if False else "pass", "a[True] = 0", "a[None:None] = b'q'"]:
    attempt(code)
m = memoryview(b"abcdef")
print(m[0], m[-1], bytes(m[1:3]), m.tolist(), m.tobytes(), len(m), m.nbytes, m.itemsize, m.format, m.ndim, m.shape, m.strides, m.readonly, m.contiguous, m == b"abcdef", m[::2].tolist(), m[::-1].tobytes(), 97 in m, list(m)[:2], bytes(m), hash(m) == hash(b"abcdef"), m.hex())
ba = bytearray(b"12345")
with memoryview(ba) as w:
    w[0] = 88; w[1:3] = b"YZ"
    print(ba, w.readonly, w.obj is ba)
    try:
        ba.append(1)
    except BufferError as e:
        print(e)
ba.append(33); print(ba)
try:
    w[0]
except ValueError as e:
    print(e)
for code in ["m[0] = 1", "m['x']", "m[10]", "memoryview('x')", "memoryview(5)", "m[0:2] = b'xy'", "m + b'x'", "m.cast('Z')", "m < m", "del m[0]", "m.nope"]:
    attempt(code, m=m)
with memoryview(bytearray(8)) as v:
    c = v.cast("I")
    c[0] = 0x01020304
    print(v.tolist(), c.tolist(), c.format, c.itemsize, len(c), c.shape)
    c.release()
for code in ["v[0] = 256", "v[0] = 'x'", "v[0:2] = b'abc'", "v[0:2] = b'ab'"]:
    attempt(code, v=memoryview(bytearray(4)))
print(memoryview(b"abc")[1:] == b"bc", memoryview(b"a") == memoryview(bytearray(b"a")), memoryview(b"ab").cast("B").tolist(), memoryview(b"").tolist(), [hex(x) for x in memoryview(b"\xff\x00")], memoryview(b"abcd").toreadonly().readonly)
