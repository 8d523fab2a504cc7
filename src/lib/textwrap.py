# SPDX-License-Identifier: MIT
# textwrap: filling, wrapping and indenting text.

__all__ = ["TextWrapper", "wrap", "fill", "dedent", "indent", "shorten"]

_whitespace = "\t\n\x0b\x0c\r "
_blanks = {ord(c): " " for c in _whitespace}


def _is_letter(c):
    return c.isalpha() or (c.isidentifier() and not c.isdecimal())


def _is_word(c):
    return c.isalnum() or c == "_"


def _breaks_after_hyphen(word, j):
    # word[j] is a hyphen: may a line end after it?
    def letter(k):
        return 0 <= k < len(word) and _is_letter(word[k])

    before = letter(j - 1) and letter(j - 2) or letter(j - 1) and j >= 2 and word[j - 2] == "-" and letter(j - 3)
    if not before:
        return False
    return letter(j + 1) and (letter(j + 2) or j + 2 < len(word) and word[j + 2] == "-" and letter(j + 3))


def _split_word(word):
    chunks = []
    start = 0
    size = len(word)
    while start < size:
        if word[start] == "-" and start and (_is_word(word[start - 1]) or word[start - 1] in "!\"'&.,?"):
            end = start
            while end < size and word[end] == "-":
                end += 1
            if end - start >= 2 and end < size and _is_word(word[end]):
                chunks.append(word[start:end])
                start = end
                continue
        j = start + 1
        while j < size:
            if word[j] == "-":
                if _breaks_after_hyphen(word, j):
                    j += 1
                    break
                end = j
                while end < size and word[end] == "-":
                    end += 1
                if end - j >= 2 and end < size and _is_word(word[end]) and \
                        (_is_word(word[j - 1]) or word[j - 1] in "!\"'&.,?"):
                    break
            j += 1
        chunks.append(word[start:j])
        start = j
    return chunks


def _runs(text):
    # Alternating runs of whitespace and of everything else.
    runs = []
    start = 0
    size = len(text)
    while start < size:
        blank = text[start] in _whitespace
        end = start + 1
        while end < size and (text[end] in _whitespace) == blank:
            end += 1
        runs.append(text[start:end])
        start = end
    return runs


class TextWrapper:
    x = " "

    def __init__(self, width: int = 70, initial_indent: str = "", subsequent_indent: str = "",
                 expand_tabs: bool = True, replace_whitespace: bool = True, fix_sentence_endings: bool = False,
                 break_long_words: bool = True, drop_whitespace: bool = True, break_on_hyphens: bool = True,
                 tabsize: int = 8, *, max_lines: int | None = None, placeholder: str = " [...]"):
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.expand_tabs = expand_tabs
        self.replace_whitespace = replace_whitespace
        self.fix_sentence_endings = fix_sentence_endings
        self.break_long_words = break_long_words
        self.drop_whitespace = drop_whitespace
        self.break_on_hyphens = break_on_hyphens
        self.tabsize = tabsize
        self.max_lines = max_lines
        self.placeholder = placeholder

    def _munge_whitespace(self, text):
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = text.translate(_blanks)
        return text

    def _split(self, text):
        chunks = []
        for run in _runs(text):
            if run[0] in _whitespace or not self.break_on_hyphens:
                chunks.append(run)
            else:
                chunks += _split_word(run)
        return chunks

    def _split_chunks(self, text):
        return self._split(self._munge_whitespace(text))

    def _fix_sentence_endings(self, chunks):
        for i in range(len(chunks) - 1):
            if chunks[i + 1] == " ":
                word = chunks[i].rstrip("\"'")
                if len(chunks[i]) - len(word) <= 1 and word[-1:] in (".", "!", "?") and word[-1:] and \
                        "a" <= word[-2:-1] <= "z":
                    chunks[i + 1] = "  "

    def _handle_long_word(self, chunks, line, used, width):
        space = 1 if width < 1 else width - used
        if self.break_long_words:
            end = space
            chunk = chunks[-1]
            if self.break_on_hyphens and len(chunk) > space:
                hyphen = chunk.rfind("-", 0, space)
                if hyphen > 0 and any(c != "-" for c in chunk[:hyphen]):
                    end = hyphen + 1
            line.append(chunk[:end])
            chunks[-1] = chunk[end:]
        elif not line:
            line.append(chunks.pop())

    def _wrap_chunks(self, chunks):
        if self.width <= 0:
            raise ValueError(f"invalid width {self.width!r} (must be > 0)")
        if self.max_lines is not None:
            indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError("placeholder too large for max width")
        lines = []
        chunks.reverse()
        while chunks:
            line = []
            used = 0
            indent = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(indent)
            if self.drop_whitespace and lines and chunks[-1].strip() == "":
                chunks.pop()
            while chunks and used + len(chunks[-1]) <= width:
                used += len(chunks[-1])
                line.append(chunks.pop())
            if chunks and len(chunks[-1]) > width:
                self._handle_long_word(chunks, line, used, width)
                used = sum(map(len, line))
            if self.drop_whitespace and line and line[-1].strip() == "":
                used -= len(line.pop())
            if not line:
                continue
            if self.max_lines is None or len(lines) + 1 < self.max_lines or \
                    (not chunks or self.drop_whitespace and len(chunks) == 1 and not chunks[0].strip()) and \
                    used <= width:
                lines.append(indent + "".join(line))
                continue
            while line:
                if line[-1].strip() and used + len(self.placeholder) <= width:
                    line.append(self.placeholder)
                    lines.append(indent + "".join(line))
                    break
                used -= len(line.pop())
            else:
                if lines:
                    last = lines[-1].rstrip()
                    if len(last) + len(self.placeholder) <= self.width:
                        lines[-1] = last + self.placeholder
                        break
                lines.append(indent + self.placeholder.lstrip())
            break
        return lines

    def wrap(self, text: str) -> list[str]:
        chunks = self._split_chunks(text)
        if self.fix_sentence_endings:
            self._fix_sentence_endings(chunks)
        return self._wrap_chunks(chunks)

    def fill(self, text: str) -> str:
        return "\n".join(self.wrap(text))


def wrap(text: str, width: int = 70, **kwargs) -> list[str]:
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text: str, width: int = 70, **kwargs) -> str:
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text: str, width: int, **kwargs) -> str:
    return TextWrapper(width=width, max_lines=1, **kwargs).fill(" ".join(text.strip().split()))


def dedent(text: str) -> str:
    try:
        lines = text.split("\n")
    except (AttributeError, TypeError):
        raise TypeError(f"expected str object, not {type(text).__qualname__!r}") from None
    margin = None
    for line in lines:
        content = line.lstrip(" \t")
        if content:
            lead = line[:len(line) - len(content)]
            if margin is None:
                margin = lead
            elif not lead.startswith(margin):
                end = 0
                while end < min(len(lead), len(margin)) and lead[end] == margin[end]:
                    end += 1
                margin = margin[:end]
    cut = len(margin or "")
    return "\n".join([line[cut:] if line.strip(" \t") else "" for line in lines])


def indent(text: str, prefix: str, predicate=None) -> str:
    lines = []
    for line in text.splitlines(True):
        if predicate(line) if predicate is not None else not line.isspace():
            lines.append(prefix)
        lines.append(line)
    return "".join(lines)
