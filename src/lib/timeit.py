# SPDX-License-Identifier: MIT
# timeit: how long a piece of code takes.
import itertools
import time

__all__ = ["Timer", "timeit", "repeat", "default_timer"]

default_timer = time.perf_counter
default_number = 1000000
default_repeat = 5


def _indented(text, by):
    return text.replace("\n", "\n" + " " * by)


class Timer:
    """Times a statement, given as text or as a function."""

    def __init__(self, stmt="pass", setup="pass", timer=default_timer, globals=None):
        self.timer = timer
        names = {"_timer": timer, "_repeat": itertools.repeat}
        lines = []
        for name, code in (("setup", setup), ("stmt", stmt)):
            if isinstance(code, str):
                compile(code, "<timeit-src>", "exec")
            elif callable(code):
                names[f"_{name}"] = code
                code = f"_{name}()"
            else:
                raise ValueError(f"{name} is neither a string nor callable")
            lines.append(code)
        setup, stmt = lines
        self.src = (f"def inner(_it, _timer):\n    {_indented(setup, 4)}\n    _t0 = _timer()\n    for _i in _it:\n"
                    f"        {_indented(stmt, 8)}\n        pass\n    _t1 = _timer()\n    return _t1 - _t0\n")
        space = dict(globals or {})
        space.update(names)
        exec(compile(self.src, "<timeit-src>", "exec"), space)
        self.inner = space["inner"]

    def timeit(self, number=default_number):
        return self.inner(itertools.repeat(None, number), self.timer)

    def repeat(self, repeat=default_repeat, number=default_number):
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        scale = 1
        while True:
            for step in (1, 2, 5):
                number = scale * step
                taken = self.timeit(number)
                if callback:
                    callback(number, taken)
                if taken >= 0.2:
                    return number, taken
            scale *= 10


def timeit(stmt="pass", setup="pass", timer=default_timer, number=default_number, globals=None):
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt="pass", setup="pass", timer=default_timer, repeat=default_repeat, number=default_number, globals=None):
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)
