# expect: error:OSError, time
# flags: --mount /tmp=memory:2MB --max-memory 8MB --max-time 2s
# Empty files count, too.
n = 0
while True:
    open(f"/tmp/{n}", "w").close()
    n += 1
