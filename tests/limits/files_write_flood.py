# expect: memory, error:OSError, time
# flags: --mount /tmp=memory:2MB --max-memory 8MB --max-time 2s
# Files in memory fill up to their quota; what is not sent yet is the program's memory.
with open("/tmp/x", "wb") as f:
    while True:
        f.write(bytes(100000))
