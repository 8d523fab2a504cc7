# os, os.path and pathlib on files and folders, and how their errors read.
# flags: --mount /tmp=memory
# modes: plain pause gc-stress fail-alloc
import os
import tempfile

os.chdir(tempfile.mkdtemp())

import glob
import stat
from pathlib import Path


def t(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except BaseException as e:
        print(type(e).__name__, e, repr(getattr(e, "filename", None)), repr(getattr(e, "filename2", None)))


home = os.getcwd()
print(os.listdir(), os.listdir("."), os.listdir(b"."), list(os.scandir()))
t(os.mkdir, "d")
t(os.mkdir, "d")
t(os.mkdir, "q/r")
t(os.makedirs, "a/b/c")
t(os.makedirs, "a/b/c")
t(os.makedirs, "a/b/c/d/e", exist_ok=True)
t(os.rmdir, "a")
t(os.rmdir, "none")
t(os.remove, "d")
t(os.remove, "none")
open("f", "w").write("four")
t(os.rmdir, "f")
t(os.listdir, "f")
t(os.listdir, "none")
t(os.listdir, b"none")
t(os.stat, "none")
t(os.stat, "f/x")
t(os.stat, "")
t(os.stat, "a\0b")
t(os.stat, "n" * 300)
t(os.rename, "none", "x")
t(os.rename, "f", "d")
t(os.rename, "f", "q/x")
t(os.rename, "d", "f")
t(os.rename, "a", "a/b/z")
t(os.chdir, "f")
t(os.chdir, "none")
s = os.stat("f")
print(s.st_size, stat.S_ISREG(s.st_mode), stat.filemode(s.st_mode)[0], stat.filemode(0o104751), stat.filemode(0o041777), oct(stat.S_IMODE(0o100644)), os.path.getsize("f"))
print(os.path.exists("f"), os.path.exists("none"), os.path.exists(""), os.path.isfile("f"), os.path.isdir("f"), os.path.isdir("d"), os.path.islink("f"), os.path.lexists("d/"), os.path.exists("f/"))
print(os.path.exists("a\0b"), os.path.isfile("n" * 300), os.access("f", os.R_OK), os.access("none", os.R_OK))
t(os.rename, "f", "d/g")
t(os.replace, "d/g", "f")
t(os.truncate, "f", 2)
print(open("f").read())
os.chdir("a/b")
print(os.getcwd() == home + "/a/b", os.listdir(), os.path.abspath("c") == home + "/a/b/c", os.path.exists("../../f"), open("../../f").read())
t(open, "none")
t(os.stat, "none")
open("here", "w").write("x")
os.chdir("..")
os.chdir(home)
print(sorted(os.listdir("a/b")))
for top, folders, files in os.walk("."):
    folders.sort()
    print(top, folders, sorted(files))
print([top for top, _, _ in os.walk("a", topdown=False)])
print(sorted(e.name for e in os.scandir("a/b") if e.is_dir()), sorted((e.name, e.path, e.is_file(), e.is_symlink()) for e in os.scandir("a")))
with os.scandir() as entries:
    print(sorted(entry.name for entry in entries))
t(os.removedirs, "a/b/c/d/e")
print(sorted(os.listdir("a/b")))

p = Path("p")
t(p.read_text)
t(p.write_text, "päth\n")
print(p.read_text(), p.read_bytes(), p.exists(), p.is_file(), p.is_dir(), p.stat().st_size, p.suffix, p.is_symlink())
t(p.write_text, b"x")
t(p.write_bytes, b"\x00\xff")
t(p.read_text)
t(p.write_bytes, "x")
t((p / "x").read_bytes)
t(Path("m/n").mkdir)
t(Path("m/n").mkdir, parents=True)
t(Path("m/n").mkdir, parents=True)
t(Path("m/n").mkdir, exist_ok=True)
t(p.mkdir)
t(p.mkdir, exist_ok=True)
t(Path("m").rmdir)
t(Path("m/n").rmdir)
t(Path("none").unlink)
t(Path("none").unlink, missing_ok=True)
t(Path("m").unlink)
t(Path("m/t.txt").touch)
t(Path("m/t.txt").touch, exist_ok=False)
t(Path("m/t.txt").rename, "m/u.txt")
for name in ("a.py", "b.py", ".hidden.py", "c.txt", "sub/d.py", "sub/deep/e.py"):
    q = Path("m") / name
    q.parent.mkdir(parents=True, exist_ok=True)
    with q.open("w") as f:
        f.write(name)
print(sorted(map(str, Path("m").iterdir())), sorted(map(str, Path("m").glob("*.py"))), sorted(map(str, Path("m").rglob("*.py"))), sorted(map(str, Path("m").glob("**/"))))
t(lambda: list(Path("none").iterdir()))
print(sorted(map(str, Path("none").glob("*"))), sorted(map(str, Path().glob("m/*.txt"))))
print(sorted(glob.glob("m/*.py")), sorted(glob.glob("m/**/*.py", recursive=True)), glob.glob("none*"), sorted(glob.glob("*", root_dir="m")))
print([(str(top), sorted(folders), sorted(files)) for top, folders, files in Path("m").walk()][0])
print(Path("m/sub").resolve() == Path.cwd() / "m/sub", Path("m/../m/sub/none").resolve() == Path.cwd() / "m/sub/none", Path("m").samefile("m/sub/.."), Path("m").absolute() == Path.cwd() / "m")
try:
    Path("none").resolve(strict=True)
except FileNotFoundError as e:
    print(e.errno, e.filename == home + "/none")
t(Path("none").stat)
with open(Path("m/a.py")) as f:
    print(f.read(), f.name)
print(os.path.realpath("m/sub/../a.py") == home + "/m/a.py", os.path.samefile("m", "m/sub/.."))
