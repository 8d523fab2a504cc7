# expect: ok
# flags: --max-memory 128MB --max-time 10s
class A:
    def __init__(self): self.me = self
for _ in range(200000): A()
print('done')
