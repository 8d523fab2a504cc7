"""The examples of the READMEs run as they stand."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("path", ["bindings/python/README.md", "README.md"])
def test_examples(path: str) -> None:
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / path).read_text(), re.DOTALL)
    assert blocks
    exec(compile("\n".join(blocks), path, "exec"), {"__name__": "__main__"})
