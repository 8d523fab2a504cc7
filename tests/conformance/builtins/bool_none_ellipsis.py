print(bool(), bool(1), bool("0"), bool(""), bool([]), bool([0]), bool(None), True + 1, True * 3, True / 2, -True, ~False, True ** 2, True & 1, True | False, True ^ True, type(True & False), type(True & 1), type(True + False))
print(str(True), repr(False), f"{True}", f"{True:d}", f"{True:5}|", f"{True!s:>6}|", "%d %s %r %x" % (True, True, False, True), int(True), float(True), complex(True), True.__class__, True == 1, True is 1 == 1, {True: "a", 1: "b"}, [False, True][True], "ab"[True], hash(True))
print(isinstance(True, int), issubclass(bool, int), bool.__mro__, bool.__base__, True.bit_length(), True.to_bytes(), bool.from_bytes(b"\1"), True.numerator, sorted([True, False, 2, 0.5]), sum([True, True, False]), [1, 0, True].count(True), max(True, 1), min(0, False))
for code in ["bool(1, 2)", "bool(x=1)", "bool.__new__(int)", "True.x", "True()", "True[0]", "None.x", "None()", "None[0]", "None + 1", "-None", "None < 1", "len(None)", "for_none()", "iter(None)", "None in None", "int(None)", "NoneType()", "NoneType(1)", "...()", "... + 1", "Ellipsis.x", "type(...)()", "type(NotImplemented)()", "type(NotImplemented)(1)", "bool(NotImplemented)", "not NotImplemented", "class_none", "None.__class__ = int", "hash(None) == hash(None)", "NotImplemented == NotImplemented", "repr(...)", "None == None", "None is None", "None == 0", "... is Ellipsis", "f'{None:5}'", "f'{None!s:>6}'", "'%s' % None", "str(None)", "None or 'x'", "None and 1"]:
    try:
        NoneType = type(None)
        print(code, eval(code))
    except SyntaxError as e:
        print(code, "syntax", e.msg)
    except Exception as e:
        print(code, "->", type(e).__name__, e)
try:
    class B(bool): pass
except TypeError as e:
    print(e)
try:
    class N(type(None)): pass
except TypeError as e:
    print(e)
print(True.__and__(2), True.__and__("a"), False.__or__(True), True.__bool__(), True.__repr__(), True.__invert__(), bool.__and__(True, False))
class T:
    def __bool__(self): print("asked"); return True
t = T()
if t: pass
while not t: pass
x = t and 1
y = t or 2
z = 1 if t else 2
print(x, y is t, z, not t, any([t]), all([t, t]), [i for i in [1] if t], bool(t), list(filter(None, [t])) == [t])
print(None.__class__.__name__, None.__repr__(), None.__eq__(None), None.__eq__(1), None.__bool__(), None.__doc__ is not None or True, dir(None) == dir(type(None)), {None: 1}[None], [None] * 2, (None,) == (None,))
