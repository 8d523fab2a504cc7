import re

m = re.search(r"(?P<y>\d+)-(?P<m>\d+)?", "on 2024- x")
print(m, m.group("y", "m"), m.groups(), m.groupdict(default="?"), m.expand(r"\g<y>!"), m["y"], m.lastgroup, m.lastindex)
print(m.span(), m.start("y"), m.end(2), m.regs, m.pos, m.endpos, m.string, m.re.pattern, m.re.groups)
print(re.split(r"[,;]\s*", "a, b;c,d"), re.split(r"(-)", "a-b-c", maxsplit=1), re.findall("a|b", "cab"), re.findall(r"(\w)(\d)", "a1 b2"))
print(re.sub(r"(\w)(\d)", r"\2-\g<1>", "a1 b2"), re.subn("a", "b", "aaa", count=2), re.sub("x*", "-", "abxd"))
print(re.sub(r"\d+", lambda m: str(int(m[0]) * 2), "1 22 333"), re.subn(r"\w", lambda m: m.group().upper(), "a-b", count=1))
print([(m.start(), m[0]) for m in re.finditer(r"\b\w", "one two three")])
print(re.compile("a|b", re.I), re.compile(r"x", re.M | re.S), repr(re.I), re.I | re.M, bool(re.NOFLAG))
print(re.escape("a.b*c d"), re.fullmatch("a+", "aaa").span(), re.match("b", "ab"), re.compile("b").match("ab", 1))
print(re.findall(rb"(\d)(\w)", b"1a2b"), re.sub(b"a", b"<\\g<0>>", b"banana"))
for pattern in ("(a", "a)", "[a", "*a", "a{2,1}", "(?P<1>a)", "(?<=a+)b", "\\", "(?P=x)", "a**"):
    try:
        re.compile(pattern)
    except re.error as e:
        print(pattern, type(e).__name__, e, e.pos)
for call in (lambda: re.compile(b"a").match("a"), lambda: re.match("a", 1), lambda: re.compile(1), lambda: m.group("zz"),
             lambda: m.group(3), lambda: re.compile(re.compile("a"), re.I)):
    try:
        call()
    except (TypeError, IndexError, ValueError) as e:
        print(type(e).__name__, e)
p = re.compile(r"(?x) (\w+) \s* = \s* (\d+)  # assignment")
print([m.groups() for m in p.finditer("a = 1, bb=22")], p == re.compile(p.pattern), re.compile(p) is p)
print(re.sub(r"(?i)hello", "bye", "Hello HELLO"), re.findall(r"(?m)^\w+", "one\ntwo"), re.search(r"(?s)a.b", "a\nb"))
print(re.search(r"(\w+) \1", "the the cat"), re.findall(r"(?<!\d)\d{2}(?!\d)", "1 22 333 44"), re.findall(r"a+?", "aaa"))
print(re.sub(r"é+", "e", "caféé"), re.findall(r"\w+", "naïve café"), re.findall(r"(?a)\w+", "naïve"))
