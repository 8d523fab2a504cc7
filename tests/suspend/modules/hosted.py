# A module of the host's: asks while it is imported.
from __main__ import ask

value = ask("imported")


class Kept:
    size = ask(3)
