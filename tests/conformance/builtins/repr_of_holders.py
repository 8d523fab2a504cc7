# The texts of objects that hold others: bound methods, proxies, iterators, super, and what lies in them.
import re
import types


class Part:
    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return f"Part{self.n}"

    def method(self):
        return super()


def show(value):
    print(re.sub(" at 0x[0-9a-f]+", "", repr(value)), "|", re.sub(" at 0x[0-9a-f]+", "", f"{value}"))


proxy = types.MappingProxyType({"a": Part(1)})
for value in (Part(1).method, [Part(2).method], Part(3).__init__, types.MethodType(Part, 5), proxy, [proxy],
              types.MappingProxyType({1: proxy}), types.MappingProxyType({}), Part(4).method(), super(Part), [super(Part, Part(5))],
              zip([1], [1, 2], strict=True), zip(), map(str, [Part(1)]), [filter(None, [])], enumerate([]), iter(Part, 1),
              bytearray(b"a'"), bytearray(b"a'\""), b"a'", types.SimpleNamespace(a=Part(1), b=[proxy])):
    show(value)
inner = {}
inner["self"] = types.MappingProxyType(inner)
show(inner["self"])
inner["part"] = Part(6)
print(len(repr(inner["self"])) > 20)
