# random: sequences from a seed, bit for bit.
import random

random.seed(42)
print([random.random() for _ in range(3)], random.randint(1, 100), random.randrange(0, 1000, 7), random.getrandbits(70))
items = list(range(10))
random.shuffle(items)
print(items, random.choice("abcdef"), random.choices("xyz", k=5), random.choices("xyz", weights=[1, 5, 2], k=5))
print(random.sample(range(1000), 5), random.sample("abc", 2), random.sample(["r", "b"], counts=[4, 3], k=4))
print(random.uniform(1, 9), random.gauss(0, 1), random.gauss(5, 2), random.normalvariate(), random.expovariate(3))
print(random.betavariate(2, 3), random.triangular(0, 10, 3), random.gammavariate(0.5, 1), random.vonmisesvariate(1, 2), random.paretovariate(3))
print(random.weibullvariate(1, 2), random.lognormvariate(0, 0.25), random.binomialvariate(100, 0.3), random.binomialvariate(10, 0.7), random.randbytes(8).hex())
for seed in (0, -5, 2**100, 3.5, "text", b"bytes", bytearray(b"ba"), True):
    generator = random.Random(seed)
    print(repr(seed), generator.random(), generator.randrange(10**30))
generator = random.Random(1)
state = generator.getstate()
first = [generator.random() for _ in range(700)]
generator.setstate(state)
print(first == [generator.random() for _ in range(700)], first[-1], state[0], len(state[1]), state[1][:2])
generator.seed("old", version=1)
print(generator.random())


class Half(random.Random):
    def random(self):
        return 0.5


print(Half(1).randrange(10), Half(1).choice("abc"), 0 <= random.SystemRandom().random() < 1)
for wrong in (lambda: random.randrange(0), lambda: random.randint(5, 1), lambda: random.choice([]), lambda: random.sample([1], 2),
              lambda: random.sample({1, 2}, 1), lambda: random.choices([1], [1, 2]), lambda: random.randrange(1, 5, 0), lambda: random.seed([]),
              lambda: random.getrandbits(-1), lambda: random.choices([1, 2], 3), lambda: random.randrange(1.5)):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
