# A bytearray that is extended by its own bytes, indices beyond ssize_t, complex powers beyond a double.
def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


b = bytearray(b"abcdefgh" * 100)
view = memoryview(b)
for text in ("b += b", "b += view", "b += view[3:]"):
    try:
        exec(text)
        print(text, len(b))
    except BufferError as e:
        print(text, e)
view.release()
b.extend(b)
b[1:2] = b
b *= 2
print(len(b))
e = bytearray()
e += e
print(e)

big = 10**30
t(lambda: [1].pop(big))
t(lambda: [1].pop(-big))
t(lambda: [1].insert(big, 2))
t(lambda: bytearray(b"a").pop(big))
t(lambda: "a".zfill(big))
t(lambda: "a".center(big))
t(lambda: "a".rjust(-big))
t(lambda: "a".split("x", big))
t(lambda: "a".replace("a", "b", big))
t(lambda: "a".find("a", -big, big))
t(lambda: [1].index(1, -big, big))
t(lambda: round(2.5, big))
t(lambda: range(5)[big])
t(lambda: "abc"[big])
t(lambda: [1] * big)
t(lambda: (5).to_bytes(big))

inf = float("inf")
t(lambda: complex(inf, 1e16) ** 1)
t(lambda: complex(inf, 1) ** 1.5)
t(lambda: complex(inf, 1) ** 0)
t(lambda: complex(1, 2) ** 1e4)
