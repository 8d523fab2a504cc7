# expect: memory, error:MemoryError
{i: str(i) for i in range(10**11)}
