# warnings: recording, filters, errors.
import warnings


def old():
    warnings.warn("use new()", DeprecationWarning, stacklevel=2)


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    old()
    old()
    warnings.warn("plain")
    warnings.warn(RuntimeWarning("object"))
print([(w.category.__name__, str(w.message)) for w in caught])
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("default")
    for _ in range(3):
        warnings.warn("same place")
    warnings.simplefilter("ignore")
    warnings.warn("nothing")
print(len(caught))
with warnings.catch_warnings():
    warnings.simplefilter("error", UserWarning)
    try:
        warnings.warn("now an error")
    except UserWarning as error:
        print(repr(error))
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    warnings.filterwarnings("ignore", message="skip.*", category=UserWarning)
    warnings.warn("skip this")
    warnings.warn("keep this")
print([str(w.message) for w in caught])
for wrong in (lambda: warnings.simplefilter("nope"), lambda: warnings.warn("x", int), lambda: warnings.warn("x", 5)):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, error)
print(repr(warnings.formatwarning("text", UserWarning, "file.py", 3, "line")))


@warnings.deprecated("gone soon")
def marked():
    return 5


with warnings.catch_warnings(record=True, action="always") as caught:
    print(marked(), marked.__deprecated__, [str(w.message) for w in caught])
