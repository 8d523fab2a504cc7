# expect: error:E, time
# flags: --max-time 1s --max-memory 64MB
class E(Exception):
    def __str__(self):
        while True: pass
raise E
