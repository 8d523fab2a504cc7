# expect: memory, time, error:MemoryError, error:OverflowError
int.from_bytes(b'\xff' * 5 * 10**7, 'big') ** 3
