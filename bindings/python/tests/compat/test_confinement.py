"""What a worker process has given up, tried from native code inside one, and seen from outside."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import PEER

pytestmark = pytest.mark.skipif(PEER or sys.platform != "linux", reason="our workers, on Linux")
HERE = Path(__file__).parent
ATTEMPTS = [
    "open", "create", "stat", "unlink", "exec", "fork", "socket", "unix socket", "ptrace", "read another's memory", "kill", "inherited descriptor",
    "code from data", "code pages", "memfd", "duplicate", "namespaces", "prctl", "io_uring", "chdir", "mount", "bpf", "clock",
]  # fmt: skip


@pytest.fixture(scope="module")
def probe(tmp_path_factory):
    compiler = next(filter(None, map(shutil.which, ("clang++-19", "clang++", "g++", "c++"))), None)
    assert compiler is not None, "a C++ compiler built this package"
    program = tmp_path_factory.mktemp("probe") / "probe"
    subprocess.run([compiler, "-std=c++20", "-O1", str(HERE / "probe.cpp"), str(HERE.parent.parent / "worker" / "confine.cpp"), "-o", str(program)], check=True)
    return program


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_refused(probe, attempt):
    read, write = os.pipe()
    ours, theirs = socket.socketpair()
    with ours, theirs:
        done = subprocess.run([probe, str(theirs.fileno()), attempt], pass_fds=(theirs.fileno(), write), env={"MONTY_PROBE_FD": str(write)}, timeout=10)
    os.close(read)
    os.close(write)
    assert done.returncode == 0, f"{attempt}: {done.returncode}"


def test_the_probe_would_notice(probe):
    """An attempt that is allowed is told from one that is not."""
    assert subprocess.run([probe, "0", "no such thing"], timeout=10).returncode == 2


def facts(pid: int) -> dict[str, str]:
    rows = Path(f"/proc/{pid}/status").read_text().splitlines()
    return {key: value.strip() for key, _, value in (row.partition(":") for row in rows)}


def test_from_outside(session):
    assert session.feed_run("1") == 1
    status = facts(session.worker_pid)
    assert status["NoNewPrivs"] == "1" and status["Seccomp"] == "2" and status["Threads"] == "1"


def test_descriptors(session):
    session.feed_run("1")
    held = [os.readlink(fd) for fd in Path(f"/proc/{session.worker_pid}/fd").iterdir()]
    assert sum(target.startswith("socket:") for target in held) == 1 and len(held) == 2, held


def test_environment_and_directory(session):
    pid = session.worker_pid
    assert Path(f"/proc/{pid}/environ").read_bytes().strip(b"\0") == b"" and os.readlink(f"/proc/{pid}/cwd") == "/"


def test_limits(session):
    rows = Path(f"/proc/{session.worker_pid}/limits").read_text()
    for name in ("Max core file size", "Max file size", "Max processes", "Max locked memory"):
        row = next(r for r in rows.splitlines() if r.startswith(name))
        assert row[len(name) :].split()[:2] == ["0", "0"], row


def test_what_libraries_do_still_works(session):
    code = "import time, random, hashlib, datetime, json, re\nrandom.random()\ntime.sleep(0.01)\ndatetime.datetime.now()\nlen(str(list(range(300000))))"
    assert session.feed_run(code) > 1_000_000


@pytest.mark.parametrize("message", [b"", b"\xff" * 50, b"t\x01\0\0\0s\x04\0\0\0feed", b"t\xff\xff\xff\xff", b"l" * 1000, b"t\x02\0\0\0s\x04\0\0\0loadb\x03\0\0\0abc"])
def test_hostile_messages(message):
    """A worker answers nonsense, or goes; it never does anything else."""
    from monty.compat._worker import Worker, find_worker

    worker = Worker(find_worker())
    try:
        assert worker.channel.send(message)
        reply = worker.channel.receive(5.0)
        assert reply is None or reply[0] in ("refused", "error"), reply
    finally:
        worker.kill()


def test_size_of_a_message():
    from monty.compat._worker import Worker, find_worker

    worker = Worker(find_worker())
    os.write(worker.fd, struct.pack("<I", 0xFFFFFFFF))
    assert worker.channel.receive(5.0) is None
    worker.kill()


def test_no_worker_is_left(pool):
    import pydantic_monty as pm

    with pm.Monty(min_processes=3, max_processes=3) as small:
        with small.checkout() as a, small.checkout() as b:
            pids = [a.worker_pid, b.worker_pid]
            os.kill(pids[0], signal.SIGKILL)
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


# The walls alone, one by one, with the filter of system calls out of the way: bits of confine.h.
LIMITS, USER, NETWORK, PROCESSES, LANDLOCK = 2, 4, 8, 32, 64


@pytest.mark.parametrize(
    "walls, attempt",
    [
        *((LANDLOCK, attempt) for attempt in ("open", "create", "list a directory", "read a file", "write a file", "remove a file", "exec")),
        (LIMITS, "duplicate"), (USER | NETWORK, "interfaces"), (USER, "clock"), (USER, "mount"),
    ],
)  # fmt: skip
def test_a_wall_alone(probe, tmp_path, walls, attempt):
    """Each holds where the others are gone; without any, the same attempts work (or want root)."""
    file = tmp_path / "file"
    file.write_text("x")
    environment = {"MONTY_PROBE_FILE": str(file)}
    alone = subprocess.run([probe, "2", attempt, str(walls)], env=environment, timeout=10)
    if alone.returncode == 4:
        pytest.skip("this kernel does not have it, or does not permit it")
    assert alone.returncode == 0, f"{attempt}: {alone.returncode}"
    if attempt not in ("clock", "mount", "interfaces"):
        assert file.exists() and subprocess.run([probe, "2", attempt, "0"], env=environment, timeout=10).returncode in ((1,) if attempt != "exec" else (0,))


def test_walls_are_told():
    from monty.compat._worker import WALLS, Worker, find_worker

    worker = Worker(find_worker())
    try:
        up = worker.walls()
        assert {"descriptors", "limits", "system calls"} <= set(up) <= set(WALLS)
    finally:
        worker.kill()


def test_namespaces_from_outside(session):
    session.feed_run("1")
    from monty.compat._worker import Worker, find_worker

    worker = Worker(find_worker())
    try:
        up = set(worker.walls())
        for wall, name in (("user namespace", "user"), ("network namespace", "net"), ("mount namespace", "mnt")):
            own = os.readlink(f"/proc/{worker.pid}/ns/{name}") != os.readlink(f"/proc/self/ns/{name}")
            assert own == (wall in up), wall
        assert facts(worker.pid)["CapEff"].strip("0") == ""
    finally:
        worker.kill()
