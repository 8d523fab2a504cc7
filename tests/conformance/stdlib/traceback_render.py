# traceback: carets, chains, notes, groups, repeated lines, suggestions, stack objects.
import io
import traceback


def show(function, **options):
    try:
        function()
    except BaseException as error:
        text = "".join(traceback.format_exception(error, **options))
        print(text.replace(__file__, "FILE"))


def divide(a, b):
    return a / b + 1


def chained():
    try:
        divide(1, 0)
    except ZeroDivisionError as error:
        raise ValueError("wrong") from error


def context():
    try:
        {}["k"]
    except KeyError:
        [].missing


def suppressed():
    try:
        int("x")
    except ValueError:
        raise RuntimeError("clean") from None


def noted():
    error = TypeError("with notes")
    error.add_note("first\nsecond line")
    error.add_note("last")
    raise error


def recursive(n):
    if n:
        return recursive(n - 1)
    raise LookupError("deep")


def many_lines():
    return sum(
        [1, 2, 3],
        start="a",
    )


def operators():
    value = {"a": [1, 2]}
    return 10 + value["a"][5] * 2


def group():
    errors = []
    for function in (lambda: divide(1, 0), lambda: int("q"), context):
        try:
            function()
        except Exception as error:
            errors.append(error)
    raise ExceptionGroup("several", [*errors, ExceptionGroup("inner", [KeyError("k")])])


def unknown_name():
    counter = 1
    return countre


def whole_line():
    divide(1, 0)


def assigned():
    result = divide(1, 0)
    return result


def syntax():
    compile("x = (1 +\n", "<text>", "exec")


class Custom(Exception):
    def __str__(self):
        raise RuntimeError


def custom():
    raise Custom()


for function in (chained, context, suppressed, noted, lambda: recursive(10), many_lines, operators, group, unknown_name, whole_line, assigned, syntax, custom):
    show(function)
show(lambda: recursive(3), limit=2)
show(chained, chain=False)
try:
    operators()
except IndexError as error:
    stack = traceback.extract_tb(error.__traceback__)
    print([(frame.name, frame.lineno, frame.line) for frame in stack], len(stack), stack[0].filename == __file__)
    print(traceback.format_exception_only(error), traceback.format_tb(error.__traceback__)[-1].splitlines()[1:])
    shown = traceback.TracebackException.from_exception(error)
    print(str(shown), shown.exc_type_str, list(shown.format_exception_only()))
    output = io.StringIO()
    traceback.print_exc(file=output)
    print(output.getvalue() == traceback.format_exc(), output.getvalue().count("\n"))
print(traceback.format_exception_only(ValueError("only")), traceback.format_exception_only(KeyboardInterrupt()), repr(traceback.format_exc()))
print(traceback.format_list([("file.py", 3, "function", "x = 1"), ("file.py", 4, "g", None)]))
print(traceback.extract_stack()[-1].name, traceback.format_stack()[-1].splitlines()[-1])
