import hashlib
import hmac
import unicodedata

for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512"):
    h = hashlib.new(name, b"abc")
    h.update(b"d" * 200)
    print(h.name, h.digest_size, h.block_size, h.hexdigest())
print(hashlib.sha256("é".encode()).hexdigest(), hmac.new(b"key", b"message", "sha256").hexdigest(), hmac.compare_digest("a", "a"))
print(hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 3).hex())
try:
    hashlib.md5("text")
except TypeError as e:
    print(e)
print(unicodedata.normalize("NFD", "é").encode(), unicodedata.normalize("NFC", "e\u0301"), unicodedata.category("A"), unicodedata.numeric("½"),
      unicodedata.digit("5"), unicodedata.decimal("x", None), unicodedata.combining("\u0301"), unicodedata.east_asian_width("漢"),
      unicodedata.bidirectional("א"), unicodedata.mirrored("("), unicodedata.decomposition("é"), unicodedata.is_normalized("NFC", "é"))
