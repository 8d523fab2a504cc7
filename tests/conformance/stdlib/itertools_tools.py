from itertools import *


def attempt(action):
    try:
        print(action())
    except Exception as e:
        print(type(e).__name__, e)


print(list(islice(count(10, 2), 4)), count(3), count(1, 2), list(islice(count(0.5), 2)), list(islice(cycle("ab"), 5)))
print(list(repeat(7, 3)), repeat("x", 2), repeat(1), list(accumulate([1, 2, 3, 4])), list(accumulate([1, 2, 3], lambda a, b: a * b, initial=10)))
print(list(chain("ab", [1], ())), list(chain.from_iterable(["ab", "c"])), list(compress("abcd", [1, 0, 1, 0])))
print(list(dropwhile(lambda x: x < 3, [1, 3, 1])), list(takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(filterfalse(None, [0, 1, "", "a"])))
print([(k, list(g)) for k, g in groupby("aabbba")], [(k, len(list(g))) for k, g in groupby([1, 3, 2, 4, 5], key=lambda x: x % 2)])
print(list(pairwise([1, 2, 3])), list(starmap(pow, [(2, 3), (3, 2)])), list(zip_longest("ab", "x", fillvalue="-")))
print(list(product("ab", repeat=2)), list(product([1, 2], "x")), list(product()), list(product("a", [])))
print(list(permutations([1, 2, 3], 2)), len(list(permutations(range(5)))), list(permutations("ab", 3)), list(permutations([])))
print(list(combinations("abcd", 2)), list(combinations("ab", 0)), list(combinations("ab", 3)), list(combinations_with_replacement("abc", 2)))
print(list(batched("abcdefg", 3)), list(islice("abcdef", 1, 5, 2)), list(islice("abc", None)), list(islice("abc", 0)))
a, b = tee([1, 2, 3])
print(next(a), next(a), list(b), list(a), len(tee([], 3)))
it = iter(range(10))
print(list(islice(it, 2, 4)), next(it))
g = groupby("aab")
k1, g1 = next(g)
k2, g2 = next(g)
print(k1, k2, list(g1), list(g2))
attempt(lambda: list(islice([1], -1)))
attempt(lambda: islice([1], 1, 2, 0))
attempt(lambda: batched("a", 0))
attempt(lambda: list(batched("abc", 2, strict=True)))
attempt(lambda: combinations("ab", -1))
attempt(lambda: product("a", repeat=-1))
attempt(lambda: count("a"))
attempt(lambda: chain(5).__next__())
attempt(lambda: next(chain()))


def gen():
    yield 1
    raise ValueError("inside")


attempt(lambda: list(chain(gen(), [2])))
print(sum(1 for _ in combinations(range(10), 4)), sum(islice(accumulate(count(1)), 5)), type(count()).__name__)
