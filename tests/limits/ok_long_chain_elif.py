# expect: ok
# flags: --max-memory 128MB --max-time 10s
src = 'x = 700\nif x == -1: pass\n' + ''.join(f'elif x == {i}: y = {i}\n' for i in range(800))
try:
    exec(src)
    print(y)
except (SyntaxError, RecursionError, MemoryError):
    print(700)
