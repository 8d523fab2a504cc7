# expect: memory, time
# A member that says and has far more than the limit: built from a stored run of one deflate block, so that making it is cheap.
import io
import struct
import zipfile
import zlib

# A raw stream of 2**30 zeros: the pattern that zlib repeats for one long run.
once = zlib.compressobj(9, zlib.DEFLATED, -15)
block = once.compress(bytes(1 << 20)) + once.flush(zlib.Z_FULL_FLUSH)
last = zlib.compressobj(9, zlib.DEFLATED, -15)
stream = block * 1024 + last.flush()
name, size = b"zeros", 1 << 30
local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 8, 0, 33, 0, len(stream), size, len(name), 0) + name
line = struct.pack("<4sBBBBHHHHIIIHHHHHII", b"PK\1\2", 20, 3, 20, 0, 0, 8, 0, 33, 0, len(stream), size, len(name), 0, 0, 0, 0, 0, 0) + name
end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 1, 1, len(line), len(local) + len(stream), 0)
zipfile.ZipFile(io.BytesIO(local + stream + line + end)).read("zeros")
