b = b"Hello, World"
print(b.upper(), b.lower(), b.swapcase(), b.title(), b.capitalize(), b.find(b"o"), b.find(111), b.rfind(b"o"), b.index(b"W"), b.count(b"l"), b.count(108), b.replace(b"l", b"L", 1), b.split(b","), b.split(), b.rsplit(b"o", 1), b.partition(b", "), b.rpartition(b"z"), b.startswith(b"He"), b.endswith((b"x", b"ld")))
print(bytes(), bytes(3), bytes([1, 2, 255]), bytes("é", "utf-8"), bytes(b"x"), bytes(range(3)), bytes(bytearray(b"q")), bytes(memoryview(b"mv")), bytes.fromhex("de ad BEEF"), b"\xde\xad".hex(), b"\xde\xad\xbe\xef".hex(":"), b"\xde\xad\xbe\xef".hex("-", 2), b"abc".hex(" ", -2), bytes.maketrans(b"ab", b"xy")[97:100])
print(b[0], b[-1], b[1:4], b[::-1], list(b"ab"), b"a" in b"abc", 97 in b"abc", b"" in b"", b"a" + b"b", b"ab" * 2, 2 * b"x", b"a" < b"b", b"a" == bytearray(b"a"), b"a" != "a", len(b), hash(b"a") == hash(b"a"), max(b), min(b), sorted(b"cab"))
print(b" x ".strip(), b"xxaxx".strip(b"x"), b"abc".lstrip(b"ab"), b"ab".center(6, b"*"), b"a".ljust(3) + b"|", b"a".rjust(3), b"-7".zfill(5), b"a\tb".expandtabs(4), b"a\nb\r\nc\x0bd".splitlines(), b"a\n".splitlines(True), b"-".join([b"a", bytearray(b"b")]), b"abcd".translate(None, b"bd"), b"abc".translate(bytes.maketrans(b"a", b"z")), b"prefix".removeprefix(b"pre"), b"prefix".removesuffix(b"fix"))
for x in [b"", b"abc", b"ABC", b"123", b"a1", b" \t\n", b"Title Case", b"\xe9", b"\x00"]:
    print(x, x.isalpha(), x.isdigit(), x.isalnum(), x.isspace(), x.isupper(), x.islower(), x.istitle(), x.isascii())
print(b"%d %s %r %x %c %5.2f %a %b %%" % (1, b"s", "r", 255, b"c", 1.5, "é", b"B"), b"%(k)s" % {b"k": b"v"}, b"%5s|%-5s|" % (b"a", b"b"), b"%c" % 65, b"%05d" % 7)
print(b"caf\xc3\xa9".decode(), b"\xff".decode("latin-1"), b"\xff".decode("ascii", "replace"), b"abc".decode("ascii"), str(b"a"), repr(b"\x00\n'\""), b"a".__repr__(), b"\\x".decode("unicode_escape") if False else "")
def attempt(code):
    try:
        print(code, "=>", eval(code))
    except Exception as e:
        print(code, "->", type(e).__name__, e)
for code in ["bytes('a')", "bytes(-1)", "bytes([256])", "bytes(['a'])", "bytes(None)", "bytes(1.5)", "bytes('a', 5)", "bytes(5, 'utf-8')", "bytes(b'a', 'utf-8')", "bytes(10**20)", "b'a' + 'b'", "b'a' + 1", "b'a' * b'b'", "b'a'[1]", "b'a'['x']", "b'abc'.find('a')", "b'abc'.find(300)", "b'abc'.split('a')", "b'abc'.split(b'')", "b'a'.join(['b'])", "b'a'.join([1])", "'a'.join([b'b'])", "b'abc'.replace('a', 'b')", "b'abc'.index(b'z')", "b'abc'.startswith('a')", "b'abc'.startswith([b'a'])", "bytes.fromhex('abc')", "bytes.fromhex('zz')", "bytes.fromhex('a b')", "b'a' < 'b'", "b'a' == 'a'", "'a' in b'abc'", "256 in b'abc'", "b'a'.decode('nope')", "b'%d' % 'a'", "b'%s' % 'a'", "b'%c' % 300", "b'%s' % 5", "b'abc'.center(5, 'x')", "b'abc'.center(5, b'xy')", "b'a'.hex('ab')", "b'a'.hex('é')", "b'a'.translate(b'short')", "bytes.maketrans(b'a', b'bc')", "bytes.maketrans('a', 'b')", "b'a'.strip('a')", "hash(bytearray())", "b'a'.upper(1)", "b'a'.x", "b'a'[0] = 1", "iter(b'a').__next__()", "bytes(3, 4, 5, 6)", "b'é'", "int(b'12')", "int(b'zz', 36)", "float(b'1.5')", "bytes.x", "b''.join(5)", "b'a'.count()", "b'a'.__add__(5)", "b'abc'.__contains__('a')"]:
    attempt(code)
class B(bytes):
    def __new__(cls, v): return super().__new__(cls, v + b"!")
class HasBytes:
    def __bytes__(self): return b"hb"
print(B(b"a"), type(B(b"a")[:]).__name__, bytes(HasBytes()), B(b"x") == b"x!", B(b"a").upper())
