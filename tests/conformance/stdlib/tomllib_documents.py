import tomllib
print(tomllib.loads('''
# comment
title = "TOML \\u00e9 \\n x"
lit = 'C:\\path'
multi = """
line1
line2 \\
   joined"""
ml = \'\'\'
raw\\n\'\'\'
int1 = +99
int2 = 1_000
hex = 0xDEAD_BEEF
oct = 0o755
bin = 0b1101
f1 = 3.14
f2 = -1e06
f3 = 6.626e-34
inf1 = -inf
nanv = nan
b = true
c = false
dt = 1979-05-27T07:32:00Z
dt2 = 1979-05-27T00:32:00.999999-07:00
ldt = 1979-05-27 07:32:00
d = 1979-05-27
t = 07:32:00.5
arr = [1, 2, [3, "x"],
  # inner
  {a=1}, ]
point = {x = 1, y.z = 2}
"quoted key" = 1
a.b.c = 5
a.b.d = 6

[owner]
name = "Tom"
[owner.sub]
k = 1
[[products]]
name = "Hammer"
[[products]]
name = "Nail"
[products.dims]
w = 1
[[products.parts]]
n=1
[x.y.z.w]
[x]
q=1
'''))
for bad in ("a = ", "a", "= 1", "a = 1\na = 2", "[a]\n[a]", "a = 1 b = 2", "a = [1, 2", "a = {x=1", 'a = "abc', "a = 'abc", "a = 01", "a = 1979-13-01", "[a\nb=1", "a.b = 1\n[a]\nc=1\n", "a = {b=1}\n[a.c]", "[[a]]\n[a]", "a=[]\n[[a]]", "a = \"\\q\"", "a = tru", "a = 1\n[a.b]", "a = 1979-02-30", 'a = "\\uD800"', "\x01", "a = \"x\ny\"", "# \x00", "a = \"\"\"abc", "a.b=1\na.b.c=2", "[x.y]\n[x]\ny.z=1"):
    try: print(bad, tomllib.loads(bad))
    except tomllib.TOMLDecodeError as e: print(repr(bad), e)
from decimal import Decimal
print(tomllib.loads("x = 1.10", parse_float=Decimal))
import io
print(tomllib.load(io.BytesIO(b"x = 1")))
try: tomllib.load(io.StringIO("x = 1"))
except TypeError as e: print(e)
