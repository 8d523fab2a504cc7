from enum import (Enum, IntEnum, StrEnum, Flag, IntFlag, auto, unique, verify, member, nonmember, CONTINUOUS, UNIQUE,
                  NAMED_FLAGS, STRICT, CONFORM, EJECT, KEEP)


def attempt(action):
    try:
        print(action())
    except Exception as e:
        print(type(e).__name__, e)


class Color(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1
    BLUE = auto()


print(Color.RED, repr(Color.RED), f"{Color.RED:>12}|", Color(2), Color["BLUE"], Color.BLUE.value)
print(list(Color), len(Color), Color.CRIMSON is Color.RED, list(Color.__members__))
print(Color.RED in Color, 1 in Color, 9 in Color, Color.RED == 1, Color, bool(Color))
attempt(lambda: Color(9))
attempt(lambda: Color["NOPE"])
attempt(lambda: Color.RED < Color.GREEN)
attempt(lambda: Color.NOPE)


def assign():
    Color.RED = 5


def extend():
    class More(Color):
        X = 1


def double():
    class Double(Enum):
        A = 1
        A = 2


for check in (assign, extend, double):
    attempt(check)


class Num(IntEnum):
    ONE = 1
    TWO = 2


print(Num.ONE, repr(Num.TWO), Num.ONE + 1, Num.TWO > 1, f"{Num.TWO:03d}", sorted(Num, reverse=True))


class Mode(StrEnum):
    READ = auto()
    WRITE = "w"


print(Mode.READ, repr(Mode.READ), Mode.WRITE + "!", Mode("w"), f"{Mode.READ:>6}", Mode.READ.upper())


class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W


print(Perm.R | Perm.X, repr(Perm.R | Perm.X), ~Perm.R, Perm.RW, Perm.R in Perm.RW, list(Perm.RW), Perm(0), bool(Perm(0)))
print(Perm.R & Perm.W, Perm.R ^ Perm.RW, len(Perm.RW), Perm(7))
attempt(lambda: Perm(8))


class Bits(IntFlag):
    A = 1
    B = 2


print(Bits.A | 8, repr(Bits.A | 8), Bits.A + 1, repr(~Bits.A), Bits(3))


class Loose(Flag, boundary=CONFORM):
    A = 1
    B = 2


print(Loose(9), repr(Loose(4)))


class Planet(Enum):
    EARTH = (5.97e24, 6.37e6)
    MARS = (6.42e23, 3.39e6)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius

    @property
    def gravity(self):
        return round(6.67e-11 * self.mass / self.radius ** 2, 2)


print(Planet.EARTH.gravity, Planet.MARS.mass, Planet((5.97e24, 6.37e6)))


class Weird(Enum):
    A = 1
    helper = nonmember(5)

    @member
    def go(self):
        return 1

    def method(self):
        return self.name.lower()

    @classmethod
    def _missing_(cls, value):
        return cls.A if value == "a" else None

    class Inner:
        pass


print(Weird.helper, Weird("a"), Weird.A.method(), [m.name for m in Weird])
attempt(lambda: Weird("zzz"))


class Named(Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return f"{name.lower()}-{count}"

    FIRST = auto()
    SECOND = auto()


print([m.value for m in Named])
attempt(lambda: unique(Color))


def gaps():
    @verify(CONTINUOUS)
    class Gap(Enum):
        A = 1
        C = 3


def aliases():
    @verify(UNIQUE)
    class Al(Enum):
        A = 1
        B = 1


def flags():
    @verify(NAMED_FLAGS)
    class Fl(Flag):
        A = 1
        C = 6


for check in (gaps, aliases, flags):
    attempt(check)
Animal = Enum("Animal", "CAT DOG")
print(list(Animal), Animal.DOG.value, repr(Animal))
Size = IntEnum("Size", {"S": 10, "L": 20})
print(Size.L + 1, list(Size))


class Num2(float, Enum):
    HALF = 0.5


print(Num2.HALF * 2, repr(Num2.HALF), str(Num2.HALF))
print({Color.RED: "r"}[Color.RED], hash(Color.RED) == hash("RED"))
print([n for n in dir(Color.RED) if n[0] != "_"], Color.__name__)
match Color.GREEN:
    case Color.RED:
        print("red")
    case Color.GREEN:
        print("green")
