# exit: 3
# What atexit was given runs when the program has ended, the last first, whatever raises.
import atexit
import sys


@atexit.register
def bye(*names):
    print("bye", *names)


class Bad:
    def __repr__(self):
        return "<bad>"

    def __call__(self, value):
        raise ValueError(value)


atexit.register(Bad(), 3)
atexit.register(bye, "a", "b")
atexit.register(lambda: atexit.register(print, "registered at the end"))
print("main")
sys.exit(3)
