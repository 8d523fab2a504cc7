# expect: memory, time, error:MemoryError, error:OverflowError
exec('\n'.join(f'def f{i}(a, b, c): return a + b + c + {i}' for i in range(10**6)))
