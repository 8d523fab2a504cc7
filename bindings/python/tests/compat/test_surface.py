"""Names, bases, members, signatures and defaults."""

import importlib
import json
import pathlib

import pydantic_monty
import pytest

from .record_surface import surface

EXPECTED = json.loads(pathlib.Path(__file__).with_name("surface.json").read_text())


def test_all():
    assert sorted(pydantic_monty.__all__) == sorted(EXPECTED)


@pytest.fixture(scope="module")
def actual():
    return surface(pydantic_monty)


@pytest.mark.parametrize("name", EXPECTED)
def test_name(actual, name):
    assert actual[name] == EXPECTED[name]


@pytest.mark.parametrize("module", ["os_access", "class_instance", "_monty"])
def test_submodules(module):
    loaded = importlib.import_module(f"pydantic_monty.{module}")
    for name in loaded.__all__:
        if hasattr(pydantic_monty, name):
            assert getattr(loaded, name) is getattr(pydantic_monty, name), name


def test_documented():
    for name in EXPECTED:
        thing = getattr(pydantic_monty, name)
        if isinstance(thing, type) and issubclass(thing, Exception):
            assert thing.__doc__, name


@pytest.mark.parametrize("name", ["MontyError", "MontyRuntimeError", "MontySyntaxError", "MontyTypingError", "MontyCrashedError", "Frame", "MontyComplete", "FunctionSnapshot", "AsyncFutureSnapshot", "MontySession"])
def test_not_made_by_hosts(name):
    with pytest.raises(TypeError, match="cannot create"):
        getattr(pydantic_monty, name)()


def test_final():
    with pytest.raises(TypeError):
        type("Mine", (pydantic_monty.Monty,), {})


def test_version():
    assert pydantic_monty.__version__ == "1.4.0"
