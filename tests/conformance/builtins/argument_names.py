# Which argument a message names: by position, or by name where it has one.
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
t(lambda: "a".encode(1)); t(lambda: "a".encode("utf-8", 5)); t(lambda: b"a".decode(None)); t(lambda: b"".decode("x", 1)); t(lambda: "a".replace(1, "b")); t(lambda: "a".removeprefix(1)); t(lambda: "a".partition(1)); t(lambda: "a".startswith(1)); t(lambda: "a".find(1)); t(lambda: float.fromhex(1)); t(lambda: (5).to_bytes(2, 5)); t(lambda: int.from_bytes(b"", 5)); t(lambda: "a".splitlines("x")); t(lambda: bytearray(b"").decode(5)); t(lambda: "a".zfill("x")); t(lambda: "a".center(5, 6)); t(lambda: "a".join(5)); t(lambda: str(b"a", 5)); t(lambda: bytes("a", 5)); t(lambda: open(5.5)); t(lambda: compile("1", "f", 5)); t(lambda: input(1, 2)); t(lambda: "a".count(5)); t(lambda: "x".translate(5)); t(lambda: "x".maketrans(5))
import unicodedata
t(lambda: unicodedata.normalize(5, "a"))
