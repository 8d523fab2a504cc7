# SPDX-License-Identifier: MIT
# linecache: lines of the sources that the program was made of. Other files are opened as the program may open them.
import _monty

__all__ = ["getline", "clearcache", "checkcache", "lazycache"]
cache = {}


def getlines(filename, module_globals=None) -> list[str]:
    if filename in cache:
        return cache[filename][2]
    text = _monty.source_text(filename) if isinstance(filename, str) else None
    if text is None:
        try:
            with open(filename, encoding="utf-8") as file:
                text = file.read()
        except (OSError, UnicodeDecodeError, TypeError, ValueError):
            return []
    if text and not text.endswith("\n"):
        text += "\n"
    lines = text.splitlines(keepends=True)
    cache[filename] = (len(text), None, lines, filename)
    return lines


def getline(filename, lineno: int, module_globals=None) -> str:
    """The line with its newline; '' when there is none."""
    lines = getlines(filename, module_globals)
    return lines[lineno - 1] if 1 <= lineno <= len(lines) else ""


def updatecache(filename, module_globals=None) -> list[str]:
    cache.pop(filename, None)
    return getlines(filename, module_globals)


def lazycache(filename, module_globals) -> bool:
    return False


def clearcache() -> None:
    cache.clear()


def checkcache(filename=None) -> None:
    if filename is None:
        cache.clear()
    else:
        cache.pop(filename, None)
