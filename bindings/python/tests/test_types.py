"""The hints of the package hold, for the package itself and for the tests as its users."""

import subprocess
import sys
from pathlib import Path

import monty
import pytest

pytest.importorskip("mypy")
HERE = Path(__file__).parent


def check(*what: str) -> None:
    done = subprocess.run([sys.executable, "-m", "mypy", "--strict", *what], capture_output=True, text=True, cwd=HERE)
    assert done.returncode == 0, done.stdout


def test_the_package_and_its_users() -> None:
    check("-p", "monty")
    check(*map(str, HERE.glob("test_*.py")))


def test_everything_public_has_a_docstring() -> None:
    for name in monty.__all__:
        thing = getattr(monty, name)
        if name.startswith("__"):
            continue
        assert thing.__doc__, name
        for attribute, value in vars(thing).items() if isinstance(thing, type) else ():
            if not attribute.startswith("_") and (callable(value) or isinstance(value, property)):
                assert getattr(value, "__doc__", None), f"{name}.{attribute}"
