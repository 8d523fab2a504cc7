# Texts of every width and of lengths around the sizes in which natives work, against plain Python that goes character by
# character.
import random
import zlib

random.seed(7)
ALPHABETS = ["ab ", "abc\n'\\\"", "aé ß", "ab\u0416\u2013", "a\u0416\U0001F600b", "\x00a\x7f\x85"]
LENGTHS = [0, 1, 2, 7, 8, 31, 32, 33, 63, 64, 65, 255, 256, 300, 1023, 1025, 5000]


def sum_of(values):
    return zlib.crc32(repr(values).encode("utf-8", "surrogatepass"))


def find(text, part, start=0):
    for i in range(start, len(text) - len(part) + 1):
        if all(text[i + k] == part[k] for k in range(len(part))):
            return i
    return -1


def replace(text, old, new):
    out, i = [], 0
    while (at := find(text, old, i)) >= 0:
        out += [text[i:at], new]
        i = at + len(old)
    return "".join(out + [text[i:]])


for alphabet in ALPHABETS:
    results = []
    for n in LENGTHS:
        text = "".join(random.choices(alphabet, k=n))
        back = "".join([text[n - 1 - i] for i in range(n)])
        assert text[::-1] == back and len(text[::-1]) == n
        for step in (2, 3, -1, -2, -7):
            picked = text[::step]
            places = range(n)[::step]
            assert picked == "".join([text[i] for i in places]), (n, step)
        for c in set(alphabet) | {"z", "\u0416", "\U0001F600"}:
            assert text.find(c) == find(text, c)
            at = text.rfind(c)
            assert at == (n - 1 - find(back, c) if c in back else -1)
            for other in ("x", "é", "\u0416", "\U0001F680"):
                changed = text.replace(c, other)
                assert changed == "".join([other if d == c else d for d in text])
                assert changed.isascii() == all(ord(d) < 128 for d in changed)
            assert text.count(c) == sum([d == c for d in text])
        for part in ("ab", "a" + alphabet[-1], alphabet[-1] * 2, alphabet[:3]):
            assert text.find(part) == find(text, part)
            assert (text.rfind(part) >= 0) == (text.find(part) >= 0)
            if (at := text.rfind(part)) >= 0:
                assert text[at:at + len(part)] == part and part not in text[at + 1:]
            assert text.replace(part, "<é>") == replace(text, part, "<é>")
            assert text.replace(part, "") == replace(text, part, "")
            assert text.rsplit(part, 1) == (text.rsplit(part, 1) if at < 0 else [text[:at], text[at + len(part):]])
        encoded = text.encode()
        assert encoded == b"".join([c.encode() for c in text]) and encoded.decode() == text
        assert eval(repr(text)) == text and eval(ascii(text)) == text
        table = {ord("a"): "X", ord("b"): None, ord("c"): 0x43, 0x416: "zz", ord(" "): " "}
        assert text.translate(table) == "".join([("X" if c == "a" else "" if c == "b" else "C" if c == "c" else "zz" if c == "\u0416" else c) for c in text])
        results.append((text.upper(), text.lower(), text.title(), text.swapcase(), text.capitalize(), text.splitlines(), text.splitlines(True),
                        repr(text), ascii(text), text.split(), text.partition("a"), text.rpartition("a")))
    print(ascii(alphabet), sum_of(results))

# Tables that are not plain: long texts, numbers beyond ASCII, lists, keys that are missing, errors.
print("abcabcabcabc".translate({97: "<long>", 98: 0xE9, 99: None}))
print("abcabcabcabc".translate({97: None, 98: None, 99: None}) == "", "abababababab".translate({98: None, 97: None}) == "")
print("aaaaaaaaaaab".translate({97: None}), "a" * 5 + "b" * 20 == ("a" * 5 + "c" * 20).translate({99: "b"}))
for bad in ({97: 1.5}, {97: -1}, {97: 0x110000}, {97: b"x"}):
    try:
        print("aaaaaaaaaaaa".translate(bad))
    except Exception as error:
        print(type(error).__name__, error)


class Table(dict):
    def __missing__(self, key):
        return chr(key).upper() if key < 110 else None


print("the quick brown fox jumps".translate(Table()), "the quick brown fox".translate(Table({ord("q"): "??"})))
print("surrogates \ud800 in text".encode("utf-8", "surrogatepass"), "a\ud800b".encode("utf-8", "replace"))
try:
    ("x" * 100 + "\ud800").encode()
except UnicodeEncodeError as error:
    print(error)

# Dicts copied from dicts.
for n in (0, 1, 5, 6, 8, 9, 10, 100, 1000):
    source = {i: str(i) for i in range(n)}
    copies: list[dict] = [dict(source), source.copy(), {**source}, source | {}, dict(source, last=1), {} | source]
    empty = {}
    empty.update(source)
    cleared = {"x": 1}
    cleared.clear()
    cleared.update(source)
    removed = {"x": 1}
    del removed["x"]
    removed.update(source)
    copies += [empty, cleared, removed]
    for c in copies:
        c[0] = "changed"
        c["new"] = n
    assert all(c[0] == "changed" and c["new"] == n for c in copies)
    assert source == {i: str(i) for i in range(n)}
    print(n, [len(c) for c in copies], list(copies[6])[-3:])
names = {"a": 1}
names.update({f"k{i}": i for i in range(20)})
mixed = {}
mixed.update({1: 2, "a": 3, None: 4, (1, 2): 5, 2.5: 6, True: 7, "b": 8, "c": 9, "d": 10, "e": 11})
print(names["k19"], mixed["a"], mixed[1], mixed[None], mixed.get("zz"), mixed[(1, 2)])

# Tables and text that need Python code.
from collections import defaultdict
from types import MappingProxyType


class Next:
    def __getitem__(self, key):
        if key == 104:
            raise LookupError
        return key + 1


print("the quick".translate(Next()), "the quick".translate(defaultdict(lambda: "x", {116: "T"})))
print(MappingProxyType({"a": 1}) | {("b",): 2}, {1: 2} | MappingProxyType({"z": 1}))


class Shown:
    def __repr__(self):
        return "<shown>"


print(OSError(Shown(), "text"), OSError(2, Shown(), Shown()), OSError(2, "text", "a", None, Shown()))
for wrong in (list.__iter__, tuple.__iter__, dict.__iter__, set.__iter__, frozenset.__iter__):
    try:
        wrong(Next())
    except TypeError as error:
        print(error)
