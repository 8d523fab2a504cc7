import copy
import zlib

text = b"The quick brown fox jumps over the lazy dog. " * 40
noise = bytes((i * i * 31 + i // 7) & 255 for i in range(5000))
for level in range(-1, 10):
    for data in (b"", b"a", text, noise):
        packed = zlib.compress(data, level)
        print(level, len(data), len(packed), zlib.crc32(packed), zlib.decompress(packed) == data)
print(zlib.compress(b"hello"), zlib.compress(b"hello", 9, wbits=-15), zlib.compress(b"hello", 1, wbits=31))
print(zlib.adler32(b"abc"), zlib.crc32(b"abc"), zlib.crc32(b"c", zlib.crc32(b"ab")), zlib.adler32(b"c", zlib.adler32(b"ab")))
for strategy in range(5):
    c = zlib.compressobj(6, zlib.DEFLATED, 15, 8, strategy)
    packed = c.compress(text + noise) + c.flush()
    print(strategy, len(packed), zlib.crc32(packed), zlib.decompress(packed) == text + noise)
c = zlib.compressobj(zdict=b"hello world dictionary")
packed = c.compress(b"hello dictionary") + c.flush()
print(packed, zlib.decompressobj(zdict=b"hello world dictionary").decompress(packed))
for call in (lambda: zlib.decompressobj(zdict=b"no").decompress(packed), lambda: zlib.decompress(packed)):
    try:
        print(call())
    except zlib.error as e:
        print(e)

c = zlib.compressobj()
out = c.compress(b"first part, ") + c.flush(zlib.Z_SYNC_FLUSH)
other = c.copy()
print(out, zlib.decompressobj().decompress(out))
print(out + c.compress(b"second part") + c.flush())
print(zlib.decompress(out + other.compress(b"another") + other.flush()))
try:
    c.flush()
except zlib.error as e:
    print("inconsistent" in str(e))

packed = zlib.compress(text)
d = zlib.decompressobj()
print(b"".join([d.decompress(packed[i:i + 7]) for i in range(0, len(packed), 7)]) == text, d.eof, d.unused_data, d.flush())
d = zlib.decompressobj()
print(d.decompress(packed + b"tail") == text, d.unused_data, d.eof, d.decompress(b"more"), d.unused_data)
d = zlib.decompressobj()
got, pieces, rest = b"", [], packed
while not d.eof:
    part = d.decompress(rest, 500)
    pieces.append(len(part))
    got, rest = got + part, d.unconsumed_tail
    if not part and not rest:
        break
print(pieces, (got + d.flush()) == text)
d = zlib.decompressobj()
first = d.decompress(packed[:30])
twin = copy.copy(d)
print(first + d.decompress(packed[30:]) == text, first + twin.decompress(packed[30:]) == text)
for wbits in (31, 47, 15, -15):
    packed = zlib.compress(text, wbits=15 if wbits == 47 else wbits)
    print(wbits, zlib.decompress(packed, wbits) == text, zlib.decompressobj(wbits).decompress(packed) == text)

good = zlib.compress(b"some data that is packed")
for bad in (b"", b"x", b"hello there", good[:-1], good[:10], good[:-1] + b"\0", b"\x78\x9c\x07", b"\x78\x9c\x01\x05\0\0\0abc", good[:2] + b"\xff" * 9,
            b"\x79\x9c" + good[2:], b"\x78\x9c" + b"\x05\xe0\x81\x08" * 3):
    try:
        print(zlib.decompress(bad))
    except zlib.error as e:
        print(e)
for call in (lambda: zlib.compress("text"), lambda: zlib.decompress("text"), lambda: zlib.compress(b"", 10), lambda: zlib.compressobj(wbits=3),
             lambda: zlib.decompressobj(wbits=3), lambda: zlib.compressobj(memLevel=0), lambda: zlib.decompressobj().decompress(b"", -1)):
    try:
        print(call())
    except (TypeError, ValueError, zlib.error) as e:
        print(type(e).__name__, e)
print(zlib.decompress(bytearray(good)), zlib.decompress(memoryview(good)))
