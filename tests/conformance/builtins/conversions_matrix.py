# Every basic value through every basic constructor.
values = [0, 1, -5, 10**20, 1.5, -0.0, float("inf"), 2 + 3j, True, None, "", "12", " 3.5 ", "abc", b"7", b"xyz", bytearray(b"1"), [], [1, 2], (3,), {}, {"k": 1}, set(), {4}, frozenset([5]), range(3), slice(1), ..., NotImplemented, int, len]
for make in (bool, int, float, complex, str, repr, ascii, list, tuple, set, frozenset, dict, bytes, bytearray, abs, round, len, sum, max, sorted, hash, hex, chr, iter, reversed, enumerate):
    out = []
    for v in values:
        if v in (..., NotImplemented) and make in (bool, hash): continue
        try:
            r = make(v)
            if make in (iter, reversed, enumerate): r = type(r).__name__
            if make is hash and (v is None or isinstance(v, (str, bytes, type)) or callable(v) or isinstance(v, slice)): r = "hash"
            if make in (set, frozenset) and isinstance(v, (str, dict)): r = len(r)
            if len(repr(r)) > 60: r = repr(r)[:60]
            out.append(repr(r))
        except Exception as e:
            out.append(f"{type(e).__name__}: {e}")
    print(make.__name__)
    for v, o in zip([v for v in values if not (v in (..., NotImplemented) and make in (bool, hash))], out): print("  ", v, "->", o)
