# Names of builtins are looked up afresh whatever happened to the builtins module, to globals and to `__builtins__`.
import builtins


def lengths(items):
    return [len(item) for item in items]


def warm():
    for _ in range(100):
        lengths(["a", "bc"])
    return lengths(["a", "bc"])


print(warm())
plain = builtins.len
builtins.len = lambda x: -plain(x)
print(warm())
builtins.len = plain
print(warm())
len = lambda x: 100
print(warm())
del len
print(warm())
del builtins.len
try:
    warm()
except NameError as error:
    print("NameError:", error)
builtins.len = plain
print(warm())
for i in range(50):
    setattr(builtins, f"made_{i}", i)
print(warm(), made_7)
for i in range(50):
    delattr(builtins, f"made_{i}")
try:
    made_7
except NameError as error:
    print("NameError:", error)
print(warm())

space = {"items": ["a", "bcd"]}
exec("def f():\n    return [len(x) for x in items]\nprint(f(), f())", space)
space["__builtins__"] = {"len": lambda x: "mine", "print": print}
exec("def g():\n    return [len(x) for x in items]\nprint(g())", space)
builtins.extra = "first"


def reads():
    return extra


print([reads() for _ in range(20)][-1])
builtins.extra = "second"
print(reads())
extra = "global"
print(reads())
del extra
print(reads())
