# The stand-in package; CPython's own test files are linked beside it.
