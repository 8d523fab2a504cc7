# expect: memory, time, error:MemoryError
class A: pass
a = A()
i = 0
while True:
    setattr(a, f'attr{i}', i)
    i += 1
