class Custom(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code

def risky(i):
    if i % 3 == 0:
        raise ValueError(i)
    if i % 5 == 0:
        raise Custom(i)
    return i

def layered(i):
    try:
        return risky(i)
    except KeyError:
        return -1
    finally:
        layered.calls += 1

layered.calls = 0

def main():
    total = 0
    for i in range(700_000):
        try:
            total += layered(i)
        except ValueError as e:
            total += e.args[0] & 7
        except Custom as e:
            total -= e.code & 3
    d = {}
    for i in range(300_000):
        try:
            total += d[i]
        except KeyError:
            total += 1
    print(total, layered.calls)

main()
