# Sorts of every kind of key against an insertion sort that asks for `<`.
import random
import zlib

random.seed(11)


def slow(values, key, reverse):
    out = []
    for v in reversed(values) if reverse else values:
        i = len(out)
        while i > 0 and key(v) < key(out[i - 1]):
            i -= 1
        out.insert(i, v)
    return out[::-1] if reverse else out


def word(n, alphabet):
    return "".join(random.choices(alphabet, k=random.randint(0, n)))


MAKERS = {
    "small": lambda: random.randint(0, 9),
    "ints": lambda: random.randint(-1000, 1000),
    "wide": lambda: random.randint(-2**62, 2**62),
    "huge": lambda: random.randint(-2**70, 2**70),
    "floats": lambda: random.choice([0.0, -0.0, 1.5, -1.5, 1e300, -1e-300, float("inf"), random.random()]),
    "mixed": lambda: random.choice([1, 1.0, True, 2.5, 2**65, -3]),
    "seven": lambda: word(7, "ab\0"),
    "eight": lambda: word(9, "ab"),
    "long": lambda: "x" * 20 + word(4, "abc"),
    "latin": lambda: word(7, "aé\xff"),
    "wide text": lambda: word(7, "aé\u0416"),
    "pairs": lambda: (random.randint(0, 5), word(3, "ab")),
    "text pairs": lambda: (word(2, "ab"), random.randint(0, 5)),
    "short pairs": lambda: (word(9, "ab"), word(2, "xy"), 1.5),
    "empty tuples": lambda: tuple(range(random.randint(0, 3))),
    "bytes": lambda: bytes(random.choices(b"ab", k=random.randint(0, 4))),
}
for name, make in MAKERS.items():
    totals = []
    for n in (1, 2, 3, 15, 16, 17, 40, 63, 64, 65, 150, 300):
        values = [(make(), i) for i in range(n)]
        keys = [v[0] for v in values]
        for reverse in (False, True):
            expected = slow(values, lambda v: v[0], reverse)
            assert sorted(values, key=lambda v: v[0], reverse=reverse) == expected, (name, n, reverse)
            assert [str(k) for k in sorted(keys, reverse=reverse)] == [str(v[0]) for v in expected], (name, n, reverse)
            again = [v[0] for v in expected]
            for shape in (again, again[::-1], again + again[:3], again[n // 2:] + again[:n // 2]):
                wanted = [v for v in slow(list(enumerate(shape)), lambda v: v[1], reverse)]
                assert sorted(enumerate(shape), key=lambda v: v[1], reverse=reverse) == wanted
                copy = list(shape)
                copy.sort(reverse=reverse)
                assert list(map(repr, copy)) == [repr(v[1]) for v in wanted], (name, n, reverse)
        totals.append(repr(sorted(keys)))
    print(name, zlib.crc32("".join(totals).encode()))
