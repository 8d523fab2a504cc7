# expect: memory, error:MemoryError
class A:
    def __init__(self): self.a, self.b = [], {}
keep = []
while True: keep.append(A())
