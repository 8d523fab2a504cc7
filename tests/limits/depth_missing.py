# expect: recursion
# flags: --max-memory 256MB
class D(dict):
    def __missing__(self, k): return self[k]
D()[0]
