# Descriptors of one class that a program puts into another.
class S:
    __slots__ = ("x",)


class Other:
    pass


found = {
    "code": type(lambda: 0).__dict__["__code__"],
    "name": type.__dict__["__name__"],
    "frame": type((i for i in ())).__dict__["gi_frame"],
    "args": BaseException.__dict__["args"],
    "x": S.__dict__["x"],
}
for name, descriptor in found.items():
    setattr(Other, name, descriptor)
    o = Other()
    for what in ("get", "set", "delete"):
        try:
            if what == "get":
                print(name, getattr(o, name))
            elif what == "set":
                setattr(o, name, 1)
            else:
                delattr(o, name)
        except (TypeError, AttributeError) as e:
            print(name, what, type(e).__name__)


class Several(Other):
    pass


def read(o):
    return o.x


for _ in range(20):
    try:
        read(Several())
    except TypeError as e:
        print(e)
        break

try:

    class Meta(type):
        __slots__ = ("q",)

except TypeError as e:
    print(e)
