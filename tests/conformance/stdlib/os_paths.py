# os and os.path: what can be said without touching a file.
import os
import os.path

for path in ("/a/b/c.tar.gz", "a", "", "/", "//x", "///y", "a/b/", ".hidden", "a/..b", "x.", "/a/./b/../c//d", "../../x", "..x.y"):
    print(repr(path), os.path.split(path), os.path.splitext(path), repr(os.path.normpath(path)), os.path.basename(path), os.path.dirname(path), os.path.isabs(path), os.path.splitroot(path))
print(os.path.join("a", "b", "/c", "d"), os.path.join("a/", "b"), os.path.join("", "x"), os.path.join("a", ""), os.path.join(b"a", b"b"))
print(os.path.commonprefix(["/usr/lib", "/usr/local"]), os.path.commonpath(["/usr/lib", "/usr/local/x"]), os.path.commonpath(["a/b", "a/c"]), repr(os.path.commonprefix([])))
print(os.path.relpath("/a/b/c", "/a/d"), os.path.relpath("/a", "/a"), os.path.abspath("/x/../y"))
os.environ["MONTY_TEST"] = "value"
print(os.environ["MONTY_TEST"], os.getenv("MONTY_TEST"), os.environ.get("MONTY_NONE"), os.path.expandvars("$MONTY_TEST/${MONTY_TEST}x/$NOPE"), "MONTY_TEST" in os.environ)
del os.environ["MONTY_TEST"]
print(os.getenv("MONTY_TEST", "default"), os.sep, repr(os.linesep), os.name, os.curdir, os.pardir, os.pathsep, os.extsep, os.devnull)


class Place:
    def __fspath__(self):
        return "/some/place"


print(os.fspath(Place()), os.path.join(Place(), "x"), isinstance(Place(), os.PathLike), isinstance("x", os.PathLike), os.fsencode("é"), os.fsdecode(b"a"))
for wrong in (lambda: os.fspath(5), lambda: os.path.join("a", 5), lambda: os.environ["MONTY_NONE"], lambda: os.path.commonpath([]), lambda: os.path.relpath(""), lambda: os.environ.__setitem__("a", 1)):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, error)
print(len(os.urandom(5)), os.strerror(2), os.error is OSError)
