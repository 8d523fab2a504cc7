# expect: time, memory
# One byte at a time: what came before is unpacked again each time.
import zlib

packed = zlib.compress(bytes(i * i % 251 for i in range(1 << 18)))
d = zlib.decompressobj()
while True:
    for i in range(len(packed)):
        d.decompress(packed[i:i + 1])
    d = zlib.decompressobj()
