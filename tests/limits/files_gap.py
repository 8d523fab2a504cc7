# expect: error:OSError, memory
# flags: --mount /tmp=memory:2MB --max-memory 8MB --max-time 2s
# A gap is not made before there is room for it.
with open("/tmp/x", "wb") as f:
    f.seek(1 << 40)
    f.write(b"x")
