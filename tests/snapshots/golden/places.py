# A call from deep inside: a sort key in a generator in a with statement in a method.
class Scope:
    def __enter__(self):
        return self

    def __exit__(self, *exc):
        print("left", exc[0])


class Work:
    def run(self, items):
        with Scope():
            try:
                return [n for n in sorted(items, key=lambda v: -get(v))]
            finally:
                print("finally")


print(Work().run([1, 3, 2]))
