# expect: memory, error:MemoryError
# flags: --mount /tmp=memory:2MB --max-memory 8MB --max-time 2s
with open("/tmp/x", "w+b") as f:
    f.seek(1 << 40)
    f.write(b"x")
