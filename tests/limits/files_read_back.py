# expect: memory, error:MemoryError
# flags: --mount /tmp=memory:2MB --max-memory 8MB --max-time 5s
with open("/tmp/x", "wb") as f:
    for i in range(15):
        f.write(bytes(100000))
kept = []
while True:
    kept.append(open("/tmp/x", "rb").read())
