#!/usr/bin/env python3
"""`monty session`: sessions that live in a file between commands, each command a process of its own.

    tests/session/run.py [--monty PROGRAM] [--kills N]

The last test feeds a session whose steps must all be whole or absent, killing the process (SIGKILL) at any moment."""
import argparse
import json
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


class Sessions:
    def __init__(self, monty, store):
        self.command = [monty, "session"]
        self.store = store

    def words(self, verb, *words):
        return [*self.command, verb, *words, "--store", str(self.store)]

    def run(self, verb, *words, status=0):
        done = subprocess.run(self.words(verb, *words), capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL)
        assert done.returncode == status, f"{verb} {words}: exit {done.returncode}, not {status}\n{done.stdout}{done.stderr}"
        return done.stdout, done.stderr

    def told(self, verb, *words, status=0):
        """The line of JSON, and what the program printed before it."""
        out, err = self.run(verb, *words, status=status)
        *printed, last = out.splitlines()
        return json.loads(last), printed, err


def test_globals_live_on(s):
    s.run("new", "a", "-c", "n = 1\nclass P:\n    x = 4\np = P()")
    state, printed, _ = s.told("feed", "a", "-c", "n += 1\nprint(n)\np.x + n")
    assert (state, printed) == ({"state": "complete", "result": 6}, ["2"]), (state, printed)


def test_an_error_keeps_what_was_done(s):
    s.run("new", "a")
    state, _, err = s.told("feed", "a", "-c", "done = 1\n1/0", status=1)
    assert state["type"] == "ZeroDivisionError" and "<python-input-1>" in err, (state, err)
    assert s.told("feed", "a", "-c", "done")[0]["result"] == 1
    s.run("feed", "a", "-c", "def f(:", status=1)
    assert s.told("feed", "a", "-c", "done")[0]["result"] == 1


def test_questions_are_answered_later(s):
    state, _, _ = s.told("new", "a", "--tool", "ask", "-c", "x = ask(3, by=[1])\nx * 2")
    assert (state["state"], state["name"], state["args"], state["kwargs"]) == ("call", "ask", [3], {"by": [1]}), state
    _, err = s.run("feed", "a", "-c", "1", status=2)
    assert "resume it first" in err, err
    s.run("fork", "a", "b")
    assert s.told("resume", "a", "--value", "21")[0] == {"state": "complete", "result": 42}
    assert s.told("resume", "b", "--error", "KeyError:no", status=1)[0]["type"] == "KeyError"
    _, err = s.run("resume", "a", "--value", "1", status=2)
    assert "feed it" in err, err
    assert s.told("feed", "a", "-c", "ask(x)")[0]["args"] == [21]
    assert s.told("resume", "a", "--value", "null")[0]["result"] is None


def test_commands_answer_at_once(s):
    s.run("new", "a", "--tool", "double", "-c", "pass")
    state, _, _ = s.told("feed", "a", "--tool", 'double=python3 -c "import json,sys; print(json.load(sys.stdin)[\'args\'][0]*2)"', "-c", "double(4)")
    assert state == {"state": "complete", "result": 8}, state


def test_limits_leave_the_session(s):
    s.run("new", "a", "-c", "n = 5")
    _, err = s.run("feed", "a", "--max-memory", "1MB", "-c", "x = []\nwhile True: x.append(str(x))", status=3)
    assert "memory" in err, err
    assert s.told("feed", "a", "-c", "n")[0]["result"] == 5


def types_checked(s):
    done = subprocess.run([s.command[0], "check", "-c", "1"], capture_output=True)
    return done.returncode != 5


def test_types_of_each_snippet(s):
    if not types_checked(s):
        return
    state, _, err = s.told("new", "bad", "-t", "-c", "x: int = ''", status=1)
    assert (state["state"], state["type"], state["message"]) == ("error", "TypeCheckError", "1 type error"), state
    assert "invalid-assignment" in err and "there is no session" in s.run("feed", "bad", "-c", "1", status=2)[1], err
    s.run("new", "a", "-t", "-c", "def f(n: int) -> str:\n    return str(n)")
    s.run("feed", "a", "-c", "n = 4")  # not checked, but known
    assert s.told("feed", "a", "-t", "-c", "f(n).upper()")[0]["result"] == "4"
    _, _, err = s.told("feed", "a", "-t", "--format", "concise", "-c", "n = 5\nprint(f(f(n)))", status=1)
    assert err == "<python-input-3>:2:9: error[invalid-argument-type] Argument to function `f` is incorrect: Expected `int`, found `str`\n", err
    assert s.told("feed", "a", "-c", "n")[0]["result"] == 4, "what is refused does not run"
    s.run("fork", "a", "b")
    assert s.told("feed", "b", "-t", "-c", "f(n)")[0]["result"] == "4"
    assert "unresolved-reference" in s.run("feed", "b", "-t", "-c", "m", status=1)[1]


def test_types_after_a_failure_and_a_question(s):
    if not types_checked(s):
        return
    s.run("new", "a", "-c", "import json\nx = [1]\nfor i in x:\n    y = i\n    1 / 0\nz = 1", status=1)
    assert s.told("feed", "a", "-t", "-c", "json.dumps(x)")[0]["result"] == "[1]", "what ran before the error"
    assert "unresolved-reference" in s.run("feed", "a", "-t", "-c", "z", status=1)[1]
    with tempfile.TemporaryDirectory() as folder:
        stubs = Path(folder) / "tools.pyi"
        stubs.write_text("def ask(n: int) -> str: ...\nlimit: int")
        s.run("new", "b", "--tool", "ask", "--input", "limit=3", "--stubs", stubs)
        assert "invalid-argument-type" in s.run("feed", "b", "-t", "-c", "ask('1')", status=1)[1]
        s.run("feed", "b", "-t", "-c", "got = ask(limit)")
        s.run("resume", "b", "--value", '"yes"')
        assert s.told("feed", "b", "-t", "--stubs", stubs, "--input", "more=1", "-c", "got.upper() * more")[0]["result"] == "YES"
        assert "unresolved-attribute" in s.run("feed", "b", "-t", "-c", "got.uper() * more", status=1)[1]
        stubs.write_text("def ask(:\n")
        assert "tools.pyi" in s.run("feed", "b", "--stubs", stubs, "-c", "1", status=1)[1]
    assert s.told("feed", "b", "-t", "-c", "more")[0]["result"] == 1


def test_a_store_of_before_types(s):
    """Stores without what type checks need go on, and say that they cannot check; and what wrote them goes on, too."""
    db = sqlite3.connect(s.store)
    db.execute("CREATE TABLE session (name TEXT PRIMARY KEY, suspended INTEGER NOT NULL, step INTEGER NOT NULL DEFAULT 1,"
               " changed TEXT NOT NULL DEFAULT 'then', dump BLOB NOT NULL) WITHOUT ROWID")
    other = Sessions(s.command[0], s.store.parent / "other.sqlite")
    other.run("new", "old", "-c", "n = 1")
    (dump,) = sqlite3.connect(other.store).execute("SELECT dump FROM session").fetchone()
    db.execute("INSERT INTO session (name, suspended, dump) VALUES ('old', 0, ?)", (dump,))
    db.commit()
    assert s.told("feed", "old", "-c", "n += 1\nn")[0]["result"] == 2
    s.run("new", "new", "-c", "n = 1")
    if not types_checked(s):
        return
    assert "an older monty did not keep" in s.run("feed", "old", "-t", "-c", "n", status=2)[1]
    s.run("fork", "old", "copy")
    assert "an older monty did not keep" in s.run("feed", "copy", "-t", "-c", "n", status=2)[1]
    assert s.told("feed", "new", "-t", "-c", "n")[0]["result"] == 1
    db.execute("UPDATE session SET dump = ?, step = step + 1 WHERE name = 'new'", (dump,))
    db.commit()
    assert "an older monty did not keep" in s.run("feed", "new", "-t", "-c", "n", status=2)[1]


def test_names(s):
    s.run("new", "a")
    s.run("new", "a", status=2)
    s.run("feed", "b", "-c", "1", status=2)
    s.run("fork", "b", "c", status=2)
    s.run("fork", "a", "a", status=2)
    s.run("rm", "b", status=2)
    s.run("fork", "a", "b")
    assert [line.split()[:2] for line in s.run("list")[0].splitlines()] == [["a", "ready"], ["b", "ready"]]
    s.run("rm", "a")
    s.run("inspect", "a", status=2)
    assert "a session between runs" in s.run("inspect", "b")[0]


def test_keys(s):
    key = s.store.parent / "key"
    key.write_text("secret")
    s.run("new", "a", "--key", str(key), "-c", "n = 7")
    assert s.told("feed", "a", "--key", str(key), "-c", "n")[0]["result"] == 7
    key.write_text("other")
    _, err = s.run("feed", "a", "--key", str(key), "-c", "n", status=4)
    assert "authentication" in err, err


def test_a_damaged_dump_is_refused(s):
    s.run("new", "a", "-c", "n = 7")
    with sqlite3.connect(s.store) as db:
        db.execute("UPDATE session SET dump = substr(dump, 1, length(dump) - 3)")
    db.close()
    s.run("feed", "a", "-c", "n", status=4)


def test_not_a_store(s):
    s.store.write_text("this is no database, whatever its name says" * 100)
    _, err = s.run("list", status=2)
    assert "not a database" in err, err


def test_two_steps_at_once(s):
    s.run("new", "a", "-c", "n = 0")
    slow = subprocess.Popen(s.words("feed", "a", "-c", "import time\ntime.sleep(1)\nn += 1"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(0.3)
    s.run("feed", "a", "-c", "n += 10")
    _, err = slow.communicate(timeout=30)
    assert slow.returncode == 2 and "changed meanwhile" in err, (slow.returncode, err)
    assert s.told("feed", "a", "-c", "n")[0]["result"] == 10


def test_killed_at_any_moment(s, kills):
    """A step adds to a number and to a list; whatever the moment of the kill, the next look finds a step whole."""
    s.run("new", "a", "-c", "n = 0\nlog = []\nfill = 'x' * 200000")
    started = time.monotonic()
    s.run("feed", "a", "-c", "n += 1\nlog.append(n)\nfill += str(n)")
    whole = time.monotonic() - started
    chance = random.Random(1)
    n, kept, lost = 1, 0, 0
    for _ in range(kills):
        step = subprocess.Popen(s.words("feed", "a", "-c", "n += 1\nlog.append(n)\nfill += str(n)"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0, whole * 1.5))
        step.send_signal(signal.SIGKILL)
        step.wait()
        now = s.told("feed", "a", "-c", "[n, log == list(range(1, n + 1)), len(fill)]")[0]["result"]
        assert now[0] in (n, n + 1) and now[1], (n, now)
        kept, lost = kept + (now[0] == n + 1), lost + (now[0] == n)
        n = now[0]
    db = sqlite3.connect(s.store)
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    db.close()
    assert kept and lost, f"the moments were not spread: {kept} steps kept, {lost} lost"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--monty", default=str(ROOT / "build/release/monty"))
    parser.add_argument("--kills", type=int, default=200)
    o = parser.parse_args()
    tests = [(name, test) for name, test in globals().items() if name.startswith("test_")]
    failed = 0
    for name, test in tests:
        with tempfile.TemporaryDirectory() as room:
            s = Sessions(str(Path(o.monty).resolve()), Path(room) / "below" / "sessions.sqlite")
            s.store.parent.mkdir()
            try:
                test(s, o.kills) if name == "test_killed_at_any_moment" else test(s)
            except AssertionError as problem:
                failed += 1
                print(f"FAIL {name}: {problem}")
    print(f"{len(tests) - failed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
