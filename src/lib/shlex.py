# SPDX-License-Identifier: MIT
# shlex: the words of a shell's command line.
import re

__all__ = ["split", "quote", "join"]

_unsafe = re.compile(r"[^\w@%+=:,./-]", re.ASCII)


def quote(s):
    if not s:
        return "''"
    if not isinstance(s, str):
        raise TypeError(f"expected string object, got {type(s).__name__!r}")
    if _unsafe.search(s) is None:
        return s
    return "'" + s.replace("'", "'\"'\"'") + "'"


def join(split_command):
    return " ".join([quote(word) for word in split_command])


def split(s, comments=False, posix=True):
    """The words of s: quotes group, a backslash takes the next character as it is."""
    if s is None:
        raise ValueError("s argument must not be None")
    words = []
    word = None
    i, size = 0, len(s)
    while i < size:
        char = s[i]
        i += 1
        if char in " \t\r\n":
            if word is not None:
                words.append(word)
                word = None
        elif comments and char == "#" and (word is None or posix):
            end = s.find("\n", i)
            i = size if end < 0 else end
        elif char == "'" or char == '"':
            if not posix and word:
                word += char
                continue
            word = "" if word is None else word
            text = ""
            while True:
                if i >= size:
                    raise ValueError("No closing quotation")
                c = s[i]
                i += 1
                if c == char:
                    break
                if c == "\\" and char == '"' and posix:
                    if i >= size:
                        raise ValueError("No escaped character")
                    if s[i] not in '"\\':
                        text += c
                    c = s[i]
                    i += 1
                text += c
            if posix:
                word += text
            else:
                words.append(char + text + char)
                word = None
        elif char == "\\" and posix:
            if i >= size:
                raise ValueError("No escaped character")
            word = (word or "") + s[i]
            i += 1
        else:
            word = (word or "") + char
    if word is not None:
        words.append(word)
    return words
