# expect: memory, error:MemoryError
{i * i for i in range(10**11)}
