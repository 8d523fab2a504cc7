# expect: time
import zlib

data = bytes(range(256)) * 400
while True:
    data = zlib.decompress(zlib.compress(data, 9))
