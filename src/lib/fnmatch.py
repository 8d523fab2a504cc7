# SPDX-License-Identifier: MIT
# fnmatch: shell patterns for names: *, ?, [set], [!set].
from __future__ import annotations

__all__ = ["filter", "fnmatch", "fnmatchcase", "translate"]

_cache = {}


def translate(pat: str) -> str:
    """The regular expression of the pattern."""
    import re
    out = []
    at = 0
    while at < len(pat):
        char = pat[at]
        at += 1
        if char == "*":
            while at < len(pat) and pat[at] == "*":
                at += 1
            out.append(".*")
        elif char == "?":
            out.append(".")
        elif char == "[":
            end = at
            if pat[end:end + 1] == "!":
                end += 1
            if pat[end:end + 1] == "]":
                end += 1
            while end < len(pat) and pat[end] != "]":
                end += 1
            if end >= len(pat):
                out.append("\\[")
                continue
            inside = pat[at:end].replace("\\", "\\\\").replace("[", "\\[").replace("&&", "\\&&").replace("||", "\\||")
            at = end + 1
            out.append(f"[^{inside[1:]}]" if inside[0] == "!" else f"[\\{inside}]" if inside[0] == "^" else f"[{inside}]")
        else:
            out.append(re.escape(char))
    return f"(?s:{''.join(out)})\\Z"


def _matcher(pat):
    found = _cache.get(pat)
    if found is None:
        import re
        if len(_cache) > 256:
            _cache.clear()
        text = translate(pat.decode("latin-1")).encode("latin-1") if isinstance(pat, bytes) else translate(pat)
        found = _cache[pat] = re.compile(text).match
    return found


def fnmatchcase(name, pat) -> bool:
    return _matcher(pat)(name) is not None


fnmatch = fnmatchcase


def filter(names, pat) -> list:
    """The names that fit."""
    match = _matcher(pat)
    return [name for name in names if match(name) is not None]
