"""Files, environment, clock and random numbers: OSAccess, handlers, MountDir, OSPolicy."""

import datetime
import pathlib
import random

import pydantic_monty as pm
import pytest

P = pathlib.PurePosixPath


@pytest.fixture
def fs():
    written = []
    fs = pm.OSAccess(
        [pm.MemoryFile("/a/one.txt", "one\ntwo\n"), pm.MemoryFile("/b.bin", b"\0\1"), pm.CallbackFile("/c", read=lambda path: f"at {path}", write=lambda path, content: written.append((path, content)))],
        environ={"LANG": "C"},
    )
    fs.written = written
    return fs


class TestOSAccess:
    @pytest.mark.parametrize(
        "code, value",
        [
            ("open('/a/one.txt').read()", "one\ntwo\n"),
            ("open('/a/one.txt').readlines()", ["one\n", "two\n"]),
            ("open('/b.bin', 'rb').read()", b"\0\1"),
            ("open('/c').read()", "at /c"),
            ("with open('/n', 'w') as f:\n    f.write('x')\n    f.write('y')\nopen('/n').read()", "xy"),
            ("with open('/a/one.txt', 'a') as f:\n    f.write('3')\nopen('/a/one.txt').read()", "one\ntwo\n3"),
            ("from pathlib import Path\nPath('/a/one.txt').read_text(), Path('/b.bin').read_bytes()", ("one\ntwo\n", b"\0\1")),
            ("from pathlib import Path\nPath('/n').write_text('abc'), Path('/n').stat().st_size", (3, 3)),
            ("from pathlib import Path\nPath('/n').write_bytes(b'ab'), Path('/n').read_bytes()", (2, b"ab")),
            ("from pathlib import Path\nPath('/a').exists(), Path('/a').is_dir(), Path('/a').is_file(), Path('/zz').exists(), Path('/b.bin').is_file()", (True, True, False, False, True)),
            ("from pathlib import Path\nsorted(str(p) for p in Path('/').iterdir())", ["/a", "/b.bin", "/c"]),
            ("import os\nsorted(os.listdir('/'))", ["a", "b.bin", "c"]),
            ("import os\nos.getenv('LANG'), os.getenv('NOPE'), os.getenv('NOPE', 'd'), os.environ['LANG']", ("C", None, "d", "C")),
            ("from pathlib import Path\nPath('/d').mkdir()\nPath('/d/e').mkdir()\nPath('/d/e/f').write_text('q')\nPath('/d').rename('/g')\nPath('/g/e/f').read_text()", "q"),
            ("from pathlib import Path\nPath('/x/y/z').mkdir(parents=True, exist_ok=True)\nPath('/x/y').is_dir()", True),
            ("from pathlib import Path\nPath('/b.bin').unlink()\nPath('/b.bin').exists()", False),
            ("import os\nos.remove('/b.bin')\nos.path.exists('/b.bin')", False),
            ("import os\nos.mkdir('/d')\nos.rmdir('/d')\nos.path.isdir('/d')", False),
            ("import os\nos.rename('/b.bin', '/bb')\nos.path.exists('/bb')", True),
            ("import os\nlen(os.urandom(5))", 5),
            ("import os\nlist(os.walk('/a'))", [("/a", [], ["one.txt"])]),
            ("from pathlib import Path\n[str(p) for p in Path('/').glob('*.bin')]", ["/b.bin"]),
        ],
    )
    def test_programs(self, run, fs, code, value):
        assert run(code, os=fs) == value

    @pytest.mark.parametrize(
        "code, text",
        [
            ("open('/zz')", "FileNotFoundError: [Errno 2] No such file or directory: '/zz'"),
            ("open('/a')", "IsADirectoryError: [Errno 21] Is a directory: '/a'"),
            ("open('/no/where', 'w')", "FileNotFoundError: [Errno 2] No such file or directory: '/no/where'"),
            ("import os\nos.mkdir('/a')", "FileExistsError: [Errno 17] File exists: '/a'"),
            ("import os\nos.rmdir('/a')", "OSError: [Errno 39] Directory not empty: '/a'"),
            ("import os\nos.listdir('/zz')", "FileNotFoundError: [Errno 2] No such file or directory: '/zz'"),
            ("import os\nos.environ['NOPE']", "KeyError: NOPE"),
        ],
    )
    def test_errors(self, raises, fs, code, text):
        assert str(raises(code, os=fs)) == text

    def test_written_files_are_there(self, run, fs):
        run("open('/new.txt', 'w').write('hello')", os=fs)
        assert fs.path_read_text(P("/new.txt")) == "hello"
        assert [str(f.path) for f in fs.files if f.name == "new.txt"] == ["/new.txt"]

    def test_callbacks_are_told(self, run, fs):
        run("from pathlib import Path\nPath('/c').write_text('zz')", os=fs)
        assert fs.written == [(P("/c"), "zz")]

    def test_from_the_host(self, fs):
        assert fs.path_exists(P("/a")) and fs.path_is_dir(P("/a")) and not fs.path_is_symlink(P("/a"))
        assert fs.path_stat(P("/b.bin")).st_size == 2 and fs.path_stat(P("/a")).st_mode == 0o40755
        assert fs.path_iterdir(P("/a")) == [P("/a/one.txt")]
        assert fs.path_resolve(P("x")) == "/x" and fs.getenv("LANG") == "C" and fs.get_environ() == {"LANG": "C"}
        assert [e.path for e in fs.path_scan(P("/"), max_depth=None, follow_symlinks=False)].count("a/one.txt") == 1
        assert fs.dispatch("Path.exists", (P("/a"),)) is True
        assert fs(name="Path.exists", args=(P("/zz"),), kwargs={}, is_async=False) is False
        assert len(fs.urandom(3)) == 3
        handle = fs.path_open(P("/b.bin"), "rb")
        assert isinstance(handle, pm.MontyFileHandle) and fs.path_read_bytes(handle) == b"\0\1"
        fs.path_unlink(P("/b.bin"))
        assert not fs.path_exists(P("/b.bin"))

    def test_root(self):
        fs = pm.OSAccess([pm.MemoryFile("x.txt", "x")], root_dir="/home")
        assert fs.path_read_text(P("/home/x.txt")) == "x"

    @pytest.mark.parametrize("options, kind", [({"max_urandom_bytes": -1}, ValueError), ({"max_urandom_bytes": 1.5}, TypeError), ({"max_sleep": -1}, ValueError), ({"max_sleep": float("nan")}, ValueError), ({"max_sleep": True}, TypeError), ({"root_dir": "rel"}, AssertionError)])
    def test_told_at_once(self, options, kind):
        with pytest.raises(kind):
            pm.OSAccess(**options)

    def test_files_in_files(self):
        with pytest.raises(ValueError):
            pm.OSAccess([pm.MemoryFile("/a", ""), pm.MemoryFile("/a/b", "")])

    def test_too_much_entropy(self, raises):
        assert str(raises("import os\nos.urandom(11)", os=pm.OSAccess(max_urandom_bytes=10))) == "MemoryError: os.urandom() size exceeds max_urandom_bytes (10)"

    def test_reprs(self):
        file = pm.MemoryFile("/a", b"", permissions=0o600)
        assert repr(file) == "MemoryFile(path=/a, content=b'...', permissions=384)"
        assert repr(pm.OSAccess([file], {"A": "1"})) == "OSAccess(files=[MemoryFile(path=/a, content=b'...', permissions=384)], environ={'A': '1'})"


class TestHandlers:
    def test_questions(self, session):
        def first(code):
            s = session.feed_start(code)
            try:
                return s.function_name, s.args, s.kwargs
            finally:
                with pytest.raises(pm.MontyRuntimeError):
                    s.resume({"exc_type": "RuntimeError"})

        assert first("open('/x')") == ("open", (P("/x"), "r"), {})
        assert first("open('/x', 'wb')") == ("open", (P("/x"), "wb"), {})
        assert first("from pathlib import Path\nPath('/x').exists()") == ("Path.exists", (P("/x"),), {})
        assert first("import os\nos.path.isfile('/x')") == ("Path.is_file", (P("/x"),), {})
        assert first("Path('/x').read_text()") == ("Path.read_text", (P("/x"),), {})
        assert first("Path('/x').write_text('t')") == ("Path.write_text", (P("/x"), "t"), {})
        assert first("Path('/x').write_bytes(b't')") == ("Path.write_bytes", (P("/x"), b"t"), {})
        assert first("os.listdir('/x')") == ("Path.iterdir", (P("/x"),), {})
        assert first("os.remove('/x')") == ("Path.unlink", (P("/x"),), {})
        assert first("os.rename('/x', '/y')") == ("Path.rename", (P("/x"), P("/y")), {})
        assert first("os.mkdir('/x')")[:2] == ("Path.mkdir", (P("/x"),))
        assert first("os.rmdir('/x')") == ("Path.rmdir", (P("/x"),), {})
        assert first("Path('/x').stat()") == ("Path.stat", (P("/x"),), {})
        assert first("os.getenv('A', 'b')") == ("os.getenv", ("A", "b"), {})
        assert first("os.environ['A']") == ("os.environ", (), {})
        assert first("os.urandom(4)") == ("os.urandom", (4,), {})

    def test_files_by_hand(self, session):
        s = session.feed_start("open('/x').read()")
        assert s.is_os_function and s.function_name == "open"
        s = s.resume({"return_value": pm.MontyFileHandle("/x", "r")})
        assert s.function_name == "Path.read_text" and str(getattr(s.args[0], "path", s.args[0])) == "/x"
        assert s.resume({"return_value": "abc"}).output == "abc"

    def test_writing_by_hand(self, session):
        s = session.feed_start("f = open('/x', 'w')\nf.write('ab')\nf.close()")
        s = s.resume({"return_value": pm.MontyFileHandle("/x", "w")})
        assert s.function_name == "Path.append_text" and s.args[1] == "ab"
        assert type(s.resume({"return_value": 2})) is pm.MontyComplete

    def test_not_handled(self, session):
        s = session.feed_start("open('/x')")
        with pytest.raises(pm.MontyRuntimeError, match="PermissionError: Permission denied: '/x'"):
            s.resume_not_handled()

    def test_function(self, run):
        seen = []

        def handler(*, name, args, kwargs, is_async, **_):
            seen.append((name, is_async))
            return "v" if name == "os.getenv" else pm.NOT_HANDLED

        assert run("import os\nos.getenv('A')", os=handler) == "v"
        assert seen == [("os.getenv", False)]

    def test_auto(self, session, fs):
        s = session.feed_start("from pathlib import Path\nPath('/a/one.txt').read_text()", os=fs)
        assert s.is_os_function
        assert s.resume_auto().output == "one\ntwo\n"

    def test_no_function(self, run):
        with pytest.raises(TypeError):
            run("1", os=3)

    def test_not_handled_has_a_name(self):
        assert repr(pm.NOT_HANDLED) == "NOT_HANDLED"

    def test_own_system(self, run):
        class Mine(pm.OSAccess):
            def getenv(self, key, default=None):
                return key.lower()

            def dispatch(self, function_name, args, kwargs=None):
                return "seen" if args and args[0] == "SPECIAL" else super().dispatch(function_name, args, kwargs)

        assert run("import os\nos.getenv('ABC'), os.getenv('SPECIAL')", os=Mine()) == ("abc", "seen")

    def test_abstract(self):
        with pytest.raises(TypeError):
            pm.AbstractOS()


class TestHandle:
    @pytest.mark.parametrize("mode, canonical, flags", [("r", "r", (False, True, False)), ("rt", "r", (False, True, False)), ("wb", "wb", (True, False, True)), ("a", "a", (False, False, True)), ("bw", "wb", (True, False, True))])
    def test_modes(self, mode, canonical, flags):
        handle = pm.MontyFileHandle("/x", mode, position=2)
        assert handle.mode == canonical and (handle.binary, handle.readable, handle.writable) == flags
        assert handle.path == "/x" and handle.position == 2

    @pytest.mark.parametrize("mode", ["x", "q", "", "rw"])
    def test_no_modes(self, mode):
        with pytest.raises(ValueError):
            pm.MontyFileHandle("/x", mode)

    def test_repr(self):
        assert repr(pm.MontyFileHandle("/x", "r")) == "MontyFileHandle(path='/x', mode='r')"


class TestStat:
    def test_file(self):
        stat = pm.StatResult.file_stat(10, 0o600, 5.0)
        assert (stat.st_mode, stat.st_size, stat.st_mtime, stat.st_nlink) == (0o100600, 10, 5.0, 1)

    def test_directory(self):
        stat = pm.StatResult.dir_stat(mtime=1.0)
        assert (stat.st_mode, stat.st_size, stat.st_nlink) == (0o40755, 4096, 2)


class TestMounts:
    @pytest.fixture
    def folder(self, tmp_path):
        (tmp_path / "a.txt").write_text("hello")
        (tmp_path / "sub").mkdir()
        (tmp_path / "sub" / "b.txt").write_text("deep")
        return tmp_path

    def test_attributes(self, folder):
        with pm.MountDir(host_path=folder, virtual_path="/data") as mount:
            assert (mount.host_path, mount.virtual_path, mount.mode, mount.write_bytes_limit, mount.memory_usage_limit) == (str(folder), "/data", "overlay", None, 50_000_000)
            assert repr(mount) == f"MountDir(host_path='{folder}', virtual_path='/data', mode='overlay')"

    @pytest.mark.parametrize(
        "code, value",
        [
            ("open('/data/a.txt').read()", "hello"),
            ("import os\nsorted(os.listdir('/data'))", ["a.txt", "sub"]),
            ("import os\nos.getcwd(), open('a.txt').read()", ("/data", "hello")),
            ("from pathlib import Path\nPath('/data/sub/b.txt').read_text(), Path('/data/a.txt').stat().st_size", ("deep", 5)),
            ("import os\nos.chdir('sub')\nos.getcwd(), open('b.txt').read()", ("/data/sub", "deep")),
            ("open('/data/new.txt', 'w').write('x')", 1),
        ],
    )
    def test_programs(self, run, folder, code, value):
        assert run(code, mount=pm.MountDir(host_path=folder, virtual_path="/data")) == value

    def test_overlay(self, run, folder):
        mount = pm.MountDir(host_path=str(folder), virtual_path="/data")
        assert run("open('/data/a.txt', 'w').write('x')\nopen('/data/n.txt', 'w').write('y')\nopen('/data/a.txt').read()", mount=mount) == "x"
        assert (folder / "a.txt").read_text() == "hello" and not (folder / "n.txt").exists()
        assert run("open('/data/a.txt').read()", mount=mount) == "hello"

    def test_read_write(self, run, folder):
        run("with open('/data/n.txt', 'w') as f:\n    f.write('y')", mount=pm.MountDir(host_path=folder, virtual_path="/data", mode="read-write"))
        assert (folder / "n.txt").read_text() == "y"

    def test_read_only(self, raises, folder):
        error = raises("open('/data/n.txt', 'w')", mount=pm.MountDir(host_path=folder, virtual_path="/data", mode="read-only"))
        assert "Read-only file system: '/data/n.txt'" in str(error)

    @pytest.mark.parametrize("code, text", [("open('/etc/passwd')", "PermissionError: Permission denied: '/etc/passwd'"), ("open('/data/nope')", "FileNotFoundError: [Errno 2] No such file or directory: '/data/nope'"), ("open('/data/../etc/passwd')", "PermissionError: Permission denied: '/etc/passwd'")])
    def test_errors(self, raises, folder, code, text):
        assert str(raises(code, mount=pm.MountDir(host_path=folder, virtual_path="/data"))) == text

    def test_links_do_not_lead_out(self, raises, folder):
        (folder / "out").symlink_to("/etc/passwd")
        assert str(raises("open('/data/out').read()", mount=pm.MountDir(host_path=folder, virtual_path="/data"))).startswith("PermissionError")

    def test_two(self, run, folder, tmp_path_factory):
        other = tmp_path_factory.mktemp("other")
        (other / "o").write_text("O")
        mounts = [pm.MountDir(host_path=folder, virtual_path="/data"), pm.MountDir(host_path=other, virtual_path="/other")]
        assert run("open('/other/o').read() + open('/data/a.txt').read()", mount=mounts) == "Ohello"

    def test_overlapping(self, raises, folder):
        error = raises("1", mount=[pm.MountDir(host_path=folder, virtual_path="/a"), pm.MountDir(host_path=folder / "sub", virtual_path="/b")])
        assert "mounts must have distinct virtual paths and disjoint host directories" in str(error) and type(error.exception()) is ValueError

    def test_mounts_before_handlers(self, run, folder):
        fs = pm.OSAccess([pm.MemoryFile("/mem", "m"), pm.MemoryFile("/data/a.txt", "no")])
        assert run("open('/mem').read(), open('/data/a.txt').read()", mount=pm.MountDir(host_path=folder, virtual_path="/data"), os=fs) == ("m", "hello")

    def test_of_one_feed(self, run, raises, folder):
        run("1", mount=pm.MountDir(host_path=folder, virtual_path="/data"))
        assert str(raises("open('/data/a.txt')")) == "PermissionError: Permission denied: '/data/a.txt'"

    def test_write_limit(self, raises, folder):
        error = raises("with open('/data/n', 'w') as f:\n    f.write('x' * 100)", mount=pm.MountDir(host_path=folder, virtual_path="/data", write_bytes_limit=10))
        assert str(error) == "OSError: disk write limit of 10 bytes exceeded"

    def test_closed(self, run, folder):
        mount = pm.MountDir(host_path=folder, virtual_path="/data")
        mount.close()
        mount.close()
        with pytest.raises(ValueError, match="mount '/data' is closed"):
            run("1", mount=mount)

    @pytest.mark.parametrize(
        "options, kind, text",
        [
            ({"virtual_path": "data"}, TypeError, "virtual path must be absolute, got: 'data'"),
            ({"host_path": "/no/such/place"}, TypeError, "cannot open host path '/no/such/place': No such file or directory"),
            ({"mode": "x"}, ValueError, "Invalid mode 'x', expected 'read-only', 'read-write', or 'overlay'"),
        ],
    )
    def test_told_at_once(self, folder, options, kind, text):
        with pytest.raises(kind) as caught:
            pm.MountDir(**{"host_path": folder, "virtual_path": "/data", **options})
        assert text in str(caught.value)

    def test_cwd(self, run, raises, folder):
        assert run("import os\nos.getcwd()", cwd="/somewhere") == "/somewhere"
        assert run("os.getcwd()") == "/somewhere"
        assert str(raises("1", cwd="x")) == 'ValueError: cwd must be an absolute POSIX path: "x"'

    def test_no_mount(self, run):
        with pytest.raises(TypeError, match="mount must be a MountDir, a list of MountDir, or None"):
            run("1", mount=3)


class TestPolicy:
    MOMENT = datetime.datetime(2020, 1, 2, 3, 4)

    def run(self, pool, policy, code, **options):
        with pool.checkout(os_policy=policy) as session:
            return session.feed_run(code, **options)

    def test_fixed_clock(self, pool):
        code = "import datetime, time\ndatetime.datetime.now(), datetime.date.today(), time.time()"
        assert self.run(pool, {"datetime": self.MOMENT}, code) == (self.MOMENT, self.MOMENT.date(), 1577934240.0)

    def test_real_clock(self, run):
        import time

        assert abs(run("import time\ntime.time()") - time.time()) < 60

    def test_seed(self, pool):
        assert self.run(pool, {"random_start": {"seed": 1}}, "import random\nrandom.random()") == random.Random(1).random()

    def test_sleep_is_left_out(self, pool):
        import time

        start = time.monotonic()
        self.run(pool, {"sleep": "zero"}, "import time, asyncio\ntime.sleep(50)\nawait asyncio.sleep(50)")
        assert time.monotonic() - start < 10

    def test_sleep(self, run):
        import time

        start = time.monotonic()
        run("import time\ntime.sleep(0.05)")
        assert time.monotonic() - start >= 0.05

    def test_process_time(self, run):
        assert run("import time\ntime.process_time()") == 0.0

    def test_asked_of_the_host(self, pool):
        class Mine(pm.OSAccess):
            def datetime_now(self, tz=None):
                return TestPolicy.MOMENT

            def time(self, caller="time.time"):
                return 5.0

        assert self.run(pool, {"datetime": "call_host"}, "import datetime, time\ndatetime.datetime.now(), time.time()", os=Mine()) == (self.MOMENT, 5.0)

    def test_sleep_of_the_host(self, pool):
        naps = []

        class Mine(pm.OSAccess):
            def sleep(self, seconds):
                naps.append(seconds)

        self.run(pool, {"sleep": "call_host"}, "import time\ntime.sleep(30)", os=Mine())
        assert naps == [30]

    @pytest.mark.parametrize("policy, text", [({"sleep": "x"}, "sleep must be 'system', 'call_host' or 'zero', got 'x'"), ({"nope": 1}, "unknown os_policy key 'nope'")])
    def test_told_at_once(self, pool, policy, text):
        with pytest.raises(ValueError, match=text):
            pool.checkout(os_policy=policy)
