"""A module's own.

>>> 1 + 1
2
"""
import doctest

__file__ = "doctests.py"


def fact(n):
    """Factorials.

    >>> fact(5)
    120
    >>> fact(-1)
    Traceback (most recent call last):
        ...
    ValueError: negative
    >>> [fact(n) for n in range(4)]  # doctest: +NORMALIZE_WHITESPACE
    [1, 1,
     2,    6]
    >>> for i in range(2):
    ...     print(fact(i))
    ...
    1
    1
    """
    if n < 0:
        raise ValueError("negative")
    return 1 if n < 2 else n * fact(n - 1)


class Stack:
    """
    >>> s = Stack()
    >>> s.push(1); s.push(2)
    >>> s
    Stack([1, 2])
    >>> s.pop()
    1
    """

    def __init__(self):
        self.items = []

    def __repr__(self):
        return f"Stack({self.items})"

    def push(self, item):
        self.items.append(item)

    def pop(self):
        """
        >>> Stack().pop()
        Traceback (most recent call last):
        IndexError: pop from empty list
        >>> print("a\\n\\nb")
        a
        <BLANKLINE>
        b
        >>> print("<", Stack.pop, ">")  # doctest: +ELLIPSIS
        < <function Stack.pop at 0x...> >
        >>> None
        5
        >>> skipped  # doctest: +SKIP
        """
        return self.items.pop()


def plain():
    """No examples."""


print(doctest.testmod())
doctest.testmod(verbose=True)
doctest.run_docstring_examples(fact, globals(), name="fact")
test = doctest.DocTestParser().get_doctest(">>> 1\n2\n", {}, "name", "file", 0)
print(test, [(e.source, e.want, e.lineno, e.exc_msg) for e in test.examples])
for bad in (">>>1\n", ">>> 1\n  >>> 2\n 3\n", "    >>> x\n  y\n"):
    try:
        print(len(doctest.DocTestParser().get_examples(bad)))
    except ValueError as error:
        print("ValueError", error)
