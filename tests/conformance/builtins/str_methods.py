s = "Hello, Wörld"
print(s.upper(), s.lower(), s.swapcase(), s.title(), s.capitalize(), s.casefold(), "ß".upper(), "ß".casefold(), "ŉ".upper(), "İ".lower(), "ΣΑΣ".lower(), "ﬁ".title(), "ǆ".title(), "they're bill's".title())
print(s.find("o"), s.find("o", 5), s.find("z"), s.rfind("o"), s.index("W"), s.count("l"), s.count(""), "aaaa".count("aa"), "abc".find(""), "abc".find("", 3), "abc".find("", 4), "abc".rfind(""), "abcabc".rfind("bc", 0, 5), "abc".find("c", -1), "".find(""), "aXbX".index("X", -2))
print(s.replace("l", "L"), s.replace("l", "L", 1), "aaa".replace("a", ""), "abc".replace("", "-"), "abc".replace("", "-", 2), "".replace("", "x"), "aaa".replace("aa", "b"), "abc".replace("d", "x"), "abc".replace("b", "", -1), "abc".replace("a", "x", count=0))
print(s.split(), s.split(","), s.split("l"), s.split("l", 1), s.rsplit("l", 1), " a  b ".split(), " a  b ".split(" "), "".split(), "".split(","), "a,b,,c,".split(","), "a\tb\nc\x0bd\x1ce\u2003f".split(), " a b c ".split(None, 1), " a b c ".rsplit(None, 1), "a--b--c".split("--", maxsplit=1), "aXXbXXc".rsplit("XX", 1))
print("a\nb\r\nc\rd\x0be\x0cf\x1cg\x85h\u2028i".splitlines(), "a\nb\n".splitlines(True), "\n".splitlines(), "".splitlines(), "\n\n".splitlines(), "a".splitlines(keepends=True))
print("-".join(["a", "b"]), "".join([]), ",".join("abc"), " ".join(x for x in ("p", "q")), "ab".join(["x"]), "é".join(["a", "😀"]), "-".join({"k": 1}))
print("  x ".strip() + "|", "  x ".lstrip() + "|", "  x ".rstrip() + "|", "xxabcxx".strip("x"), "abcba".strip("ab"), "abc".strip("abc"), "\u3000x\x1f".strip(), "xyz".lstrip("zyx"), "mississippi".rstrip("ip"), "a".strip(None))
print("a=b=c".partition("="), "a=b=c".rpartition("="), "abc".partition("="), "abc".rpartition("="), "ab".partition("ab"))
print("ab".center(7, "*") + "|", "abc".center(6) + "|", "abcd".center(7, "-"), "a".ljust(4, ".") , "a".rjust(4), "7".zfill(3), "-7".zfill(4), "+7".zfill(4), "abc".zfill(2), "".zfill(2), "--1".zfill(5), "a".center(0))
print("abc".startswith("ab"), "abc".startswith(("x", "a")), "abc".startswith("b", 1), "abc".endswith("bc"), "abc".endswith("b", 0, 2), "abc".startswith(""), "abc".startswith("", 4), "abc".endswith(()), "".startswith("a"), "abc".startswith("abcd"))
print("TestHook".removeprefix("Test"), "TestHook".removesuffix("Hook"), "x".removeprefix("xx"), "x".removesuffix(""), "aa".removeprefix("a"))
print("a\tb\tcd\te".expandtabs(), "a\tb".expandtabs(4), "\t|".expandtabs(0), "ab\n\tc".expandtabs(3), "a\tb".expandtabs(tabsize=2))
for c in ["", "a", "A", "1", "½", "²", "٣", "四", " ", "\n", "aB1", "a b", "é", "_", "_a1", "1a", "class", "ǅ", "Aa", "AA1", "aa1", "\u200b", "😀", "Ab Cd", "\x7f", "\xa0", "Ⅷ"]:
    print(repr(c), c.isalpha(), c.isdigit(), c.isdecimal(), c.isnumeric(), c.isalnum(), c.isspace(), c.isupper(), c.islower(), c.istitle(), c.isidentifier(), c.isprintable(), c.isascii())
t = str.maketrans("abc", "xyz", "d")
print(t, "abcd".translate(t), "abc".translate({97: None, 98: "BB", 99: 100}), str.maketrans({"a": 1, 98: "q"}), "ab".translate(str.maketrans({"a": "1"})))
print("a" + "b", "ab" * 3, 3 * "ab", "ab" * 0, "ab" * -1, "a" in "abc", "" in "", "ac" in "abc", "a" not in "b", "b" > "a", "a" < "aa", "Z" < "a", "é" > "z", "abc" == "abc", "a" != "b", min("hello"), max("hello"), sorted("hello"), len("😀é"), "😀é"[0], "abc"[-1], list("añ"), "".join(reversed("abc")), hash("") == hash(""))
print(str(5), str(None), str([1, "a"]), str(b"ab"), str(b"caf\xc3\xa9", "utf-8"), str(b"\xff", "latin-1"), str(b"\xff", "utf-8", "replace"), str(object=5), str(), str(1.0), str("s"), str(b"\xff", errors="ignore"))
print("é".encode(), "é".encode("latin-1"), "a€".encode("ascii", "ignore"), "a€".encode("ascii", "replace"), "a€".encode("ascii", "xmlcharrefreplace"), "a€".encode("ascii", "backslashreplace"), "a😀".encode("utf-16-le"), "a".encode("utf-32-be"), "é".encode("cp1252") if True else 0, "\ud800".encode("utf-8", "surrogatepass"), "a€".encode("ascii", "namereplace"))
def attempt(code):
    try:
        print(code, "=>", repr(eval(code)))
    except Exception as e:
        print(code, "->", type(e).__name__, e)
for code in ["'abc'.index('z')", "'abc'.rindex('z')", "'abc'.split('')", "'abc'.partition('')", "','.join([1])", "','.join(5)", "','.join(['a', b'b'])", "'a' + 1", "1 + 'a'", "'a' * 'b'", "'a' * 1.5", "'a'.center('b')", "'a'.center(5, 'ab')", "'a'.ljust(5, '')", "'a'.startswith(5)", "'a'.startswith(['a'])", "'a'.startswith((1,))", "'a'.find(5)", "'a'.find()", "'a'.count(1)", "'a'.replace('a')", "'a'.replace('a', 5)", "'a'.translate(5)", "'a'.translate({97: 0x110000})", "'a'.translate({97: []})", "str.maketrans('a', 'bc')", "str.maketrans(5)", "str.maketrans({'ab': 1})", "'a'.encode('nope')", "'€'.encode('ascii')", "'a€b€'.encode('latin-1')", "b'\\xff'.decode()", "b'a\\xe2\\x82'.decode()", "'a'.encode('ascii', 'nope')", "'€'.encode('ascii', 'nope')", "'a'.strip(5)", "'a'.split(5)", "'a'.split(None, 'a')", "'a'.splitlines('x', 'y')", "'a'.zfill('x')", "'a'.expandtabs('x')", "'a'['b']", "'a'[1]", "'a' % 1", "'a'.nope", "'a'.upper(1)", "str(b'a', 5)", "str('a', 'utf-8')", "str(5, 'utf-8')", "str(1, 2, 3, 4)", "'a' < 1", "1 in 'a'", "'a'.removeprefix(1)", "'a'.isalpha(1)", "''.join(['a'], ['b'])", "'a'.format_map(5)", "'\\ud800'.encode()", "chr(55296).encode('utf-8')", "len('a', 'b')", "'abc'.find('b', 'x')", "'abc'.find('c', None, None)", "str.upper()", "str.upper(5)", "str.join('a', 'bcd')", "'a'.__add__(1)", "'abc'.__contains__(1)", "'a'.__mod__(())"]:
    attempt(code)
class S(str):
    def __repr__(self): return "S!"
    def __str__(self): return "str-of-S"
x = S("abc")
print(x, [x], x.upper(), type(x.upper()).__name__, type(x[:]).__name__, type(x + "d").__name__, f"{x}", "%s" % x, x == "abc", {x: 1}["abc"], str(x), type(str(x)).__name__, "".join([x, x]), x.replace("z", "y").__class__.__name__)
