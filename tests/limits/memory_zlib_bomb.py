# expect: memory, time
# A kilobyte that unpacks to a megabyte, kept each time.
import zlib

packed = zlib.compress(bytes(1 << 20), 9)
held = []
while True:
    held.append(zlib.decompress(packed))
