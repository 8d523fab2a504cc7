# Keys of one hash whose equality is Python code: the windows of neighbours that a probe looks at overlap.
class Key:
    def __init__(self, name):
        self.name = name

    def __eq__(self, other):
        return self.name == other.name

    def __hash__(self):
        return 1


for n in (5, 10, 20, 40, 80):
    s = set(Key(i) for i in range(n))
    print(n, len(s), all(Key(i) in s for i in range(n)), Key(n) in s)
    for i in range(0, n, 2):
        s.remove(Key(i))
    s.discard(Key(-1))
    print(len(s), sorted(k.name for k in s) == list(range(1, n, 2)), len(s | set(Key(i) for i in range(n))), len(s & {Key(1), Key(2)}))
