# expect: memory, time, error:MemoryError, error:OverflowError, error:ValueError
(5).to_bytes(10**12, 'big')
