# SPDX-License-Identifier: MIT
# glob: names of the host's files by pattern, asked for through os.
from __future__ import annotations

import os

__all__ = ["escape", "glob", "iglob", "translate"]


def has_magic(text):
    return any([mark in text for mark in ("*?[" if isinstance(text, str) else (b"*", b"?", b"["))])


def escape(pathname):
    """The pattern that stands for exactly this path."""
    empty = pathname[:0]
    out = []
    for at in range(len(pathname)):
        char = pathname[at:at + 1]
        out.append((b"[" + char + b"]" if isinstance(pathname, bytes) else f"[{char}]") if has_magic(char) else char)
    return empty.join(out)


def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    return list(iglob(pathname, root_dir=root_dir, recursive=recursive, include_hidden=include_hidden))


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    from fnmatch import fnmatchcase
    pathname = os.fsdecode(pathname)
    root = "" if root_dir is None else os.fsdecode(root_dir)

    def names_in(folder):
        try:
            return os.listdir(os.path.join(root, folder) or ".")
        except OSError as error:
            if error.errno == 1:  # the host refuses
                raise
            return []

    def is_folder(path):
        return os.path.isdir(os.path.join(root, path))

    def visible(name, pattern):
        return include_hidden or pattern.startswith(".") or not name.startswith(".")

    def walk(folder, parts):
        first, rest = parts[0], parts[1:]
        if first == "**" and recursive:
            if rest:
                yield from walk(folder, rest)
            elif folder:
                yield os.path.join(folder, "")
            for name in names_in(folder):
                path = os.path.join(folder, name)
                if not visible(name, "*"):
                    continue
                if is_folder(path):
                    if not rest:
                        yield path
                    yield from below(path, parts)
                elif not rest:
                    yield path
        elif not first:
            if is_folder(folder):
                yield os.path.join(folder, "")
        elif has_magic(first):
            for name in names_in(folder):
                if visible(name, first) and fnmatchcase(name, first):
                    path = os.path.join(folder, name)
                    if not rest:
                        yield path
                    elif is_folder(path):
                        yield from walk(path, rest)
        else:
            path = os.path.join(folder, first)
            if rest:
                yield from walk(path, rest)
            elif os.path.exists(os.path.join(root, path)):
                yield path

    def below(path, parts):
        first = True
        for found in walk(path, parts):
            if first and len(parts) == 1:
                first = False
                if found == os.path.join(path, ""):
                    continue
            yield found

    if not pathname:
        return
    start = "/" if pathname.startswith("/") else ""
    yield from walk(start, pathname.lstrip("/").split("/"))


def translate(pat, *, recursive=False, include_hidden=False, seps=None):
    """A regular expression for the pattern of a whole path."""
    import fnmatch
    import re
    sep = "/" if seps is None else seps[0]
    one = f"[^{re.escape(sep)}]"
    out = []
    parts = pat.split(sep)
    for i, part in enumerate(parts):
        last = i == len(parts) - 1
        if part == "**" and recursive:
            out.append(f"(?:.+{re.escape(sep)})?" if not last else ".*")
            continue
        if part == "*" and not include_hidden:
            body = rf"(?!\.){one}+"
        else:
            body = fnmatch.translate(part)[len("(?s:"):-len(")\\Z")].replace(".*", one + "*") if has_magic(part) else re.escape(part)
            if part[:1] in ("*", "?", "[") and not include_hidden:
                body = r"(?!\.)" + body
        out.append(body + ("" if last else re.escape(sep)))
    return f"(?s:{''.join(out)})\\Z"
