# The name that a property's errors use: its own, else its getter's; and what cannot be set.
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)

class A:
    def get(self): return 1
    def put(self, value): pass
    shown = property(get)
    written = property(None, put)
    empty = property()

a = A()
A.late = property()
A.borrowed = property(A.get)
for name in "shown", "written", "empty", "late", "borrowed":
    t(lambda: getattr(a, name)); t(lambda: setattr(a, name, 1)); t(lambda: delattr(a, name))
    t(lambda: A.__dict__[name].__name__)
t(lambda: setattr(A.shown, "fget", None))
t(lambda: property(1).__name__)
A.borrowed.__name__ = "renamed"
t(lambda: setattr(a, "borrowed", 1))
