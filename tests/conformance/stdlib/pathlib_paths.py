from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
import os
p = PurePosixPath("/usr/local/lib/python3.13/site.tar.gz")
print(p, repr(p), p.parts, p.name, p.stem, p.suffix, p.suffixes, p.parent, list(p.parents), p.anchor, p.root, p.drive)
print(p.with_name("x.py"), p.with_suffix(".zip"), p.with_stem("archive"), p.relative_to("/usr"), p.is_relative_to("/opt"), p.is_absolute())
for bad in (lambda: p.relative_to("/opt"), lambda: p.with_name("a/b"), lambda: PurePath("").with_name("x"), lambda: PurePath(3), lambda: PurePath("a").as_uri()):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
print(p.relative_to("/usr/bin", walk_up=True), p.match("*.gz"), p.match("/usr/*.gz"), p.match("python*/*.gz"), p.full_match("/usr/**/*.gz"))
for t in ("", ".", "a//b/./c/", "../x", "//a/b", "///a", "a/..", "/", ".bashrc", "a.b.c", "..", ".a.b", "/..//x"):
    q = PurePosixPath(t); print(repr(t), str(q), q.parts, repr(q.name), repr(q.suffix), repr(q.stem), str(q.parent))
for t in ("C:/Users/x.txt", "c:foo", r"\\srv\share\a\b", "C:", "/x", r"a\b/c"):
    q = PureWindowsPath(t); print(repr(q), str(q), q.parts, repr(q.drive), repr(q.root), q.is_absolute(), q.as_posix(), q.name)
print(PureWindowsPath("A/b") == PureWindowsPath("a/B"), PurePosixPath("A") == PurePosixPath("a"), hash(PurePosixPath("a")) == hash(PurePosixPath("a")))
print(Path("a") / "b" / "../c", "x" / Path("y"), Path("a", "/b", "c"), Path("a").joinpath("b", "c"), os.fspath(Path("z")), os.path.join(Path("a"), "b"))
print(sorted([Path("b"), Path("a/c"), Path("a")]), Path("a") < Path("b"), {Path("a"): 1}[Path("a")], isinstance(Path("a"), os.PathLike))
print(f"{Path('a/b')}", Path("/a b/ü").as_uri(), PurePath("a/b.txt").parents[0], Path("a/b/c").parents[-1], len(Path("a/b/c").parents), Path("/a/b/c").parents[:2])
print(type(Path("x")).__name__, Path("x").__class__.__mro__[1].__name__, bytes(Path("x")), Path("x") == "x", Path.__name__)
try: Path("a") + "b"
except TypeError as e: print(e)
try: 3 / Path("a")
except TypeError as e: print(e)
