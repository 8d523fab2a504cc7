# SPDX-License-Identifier: MIT
# hashlib: message digests. A hash object keeps the data it was given, so that it can be copied and put into a snapshot;
# the digest is computed natively when it is asked for.
import _monty

algorithms_guaranteed = {"md5", "sha1", "sha224", "sha256", "sha384", "sha512"}
algorithms_available = set(algorithms_guaranteed)
__all__ = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "new", "algorithms_guaranteed", "algorithms_available",
           "pbkdf2_hmac", "file_digest")

_SIZES = {"md5": (16, 64), "sha1": (20, 64), "sha224": (28, 64), "sha256": (32, 64), "sha384": (48, 128), "sha512": (64, 128)}


class HASH:
    __slots__ = ("name", "digest_size", "block_size", "_data")
    __module__ = "_hashlib"

    def __init__(self, name, data=b""):
        self.name = name
        self.digest_size, self.block_size = _SIZES[name]
        self._data = bytearray(data) if type(data) is bytes else bytearray()
        if type(data) is not bytes:
            self.update(data)

    def update(self, data, /):
        if isinstance(data, str):
            raise TypeError("Strings must be encoded before hashing")
        if not isinstance(data, (bytes, bytearray, memoryview)):
            raise TypeError("object supporting the buffer API required")
        self._data += data

    def digest(self) -> bytes:
        return _monty.digest(self.name, self._data)

    def hexdigest(self) -> str:
        return _monty.digest(self.name, self._data).hex()

    def copy(self):
        return HASH(self.name, self._data)

    def __repr__(self):
        return f"<{self.name} _hashlib.HASH object @ {id(self):#x}>"


def md5(string=b"", *, usedforsecurity=True):
    return HASH("md5", string)


def sha1(string=b"", *, usedforsecurity=True):
    return HASH("sha1", string)


def sha224(string=b"", *, usedforsecurity=True):
    return HASH("sha224", string)


def sha256(string=b"", *, usedforsecurity=True):
    return HASH("sha256", string)


def sha384(string=b"", *, usedforsecurity=True):
    return HASH("sha384", string)


def sha512(string=b"", *, usedforsecurity=True):
    return HASH("sha512", string)


def new(name, data=b"", *, usedforsecurity=True):
    wanted = name.lower().replace("-", "")
    if wanted not in _SIZES:
        raise ValueError(f"unsupported hash type {name}")
    return HASH(wanted, data)


def file_digest(fileobj, digest, /, *, _bufsize=2 ** 18):
    made = new(digest) if isinstance(digest, str) else digest()
    while data := fileobj.read(_bufsize):
        made.update(data)
    return made


def _hmac(name, key, message):
    block = _SIZES[name][1]
    if len(key) > block:
        key = _monty.digest(name, key)
    key = key.ljust(block, b"\0")
    inner = _monty.digest(name, bytes([x ^ 0x36 for x in key]) + message)
    return _monty.digest(name, bytes([x ^ 0x5C for x in key]) + inner)


def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    name = hash_name.lower().replace("-", "")
    if name not in _SIZES:
        raise ValueError(f"unsupported hash type {hash_name}")
    if iterations < 1:
        raise ValueError("iteration value must be greater than 0.")
    size = _SIZES[name][0]
    wanted = size if dklen is None else dklen
    if wanted < 1:
        raise ValueError("key length must be greater than 0.")
    out = b""
    block = 1
    while len(out) < wanted:
        step = _hmac(name, password, salt + block.to_bytes(4, "big"))
        total = int.from_bytes(step, "big")
        for _ in range(iterations - 1):
            step = _hmac(name, password, step)
            total ^= int.from_bytes(step, "big")
        out += total.to_bytes(size, "big")
        block += 1
    return out[:wanted]
