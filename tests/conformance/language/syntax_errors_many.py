# Programs that are no Python: what the error says, and where it stands.
cases = r'''
def f(:
    pass
---
def f()
    pass
---
if x
    pass
---
class A
    pass
---
for i in range(10)
    pass
---
while True
    pass
---
print "hello"
---
x = 5 +
---
x = (1, 2
y = 3
---
x = [1, 2
---
x = {1: 2
---
"abc
---
'abc
---
"""abc
---
f(a, b
---
if x = 5: pass
---
def f(a, a): pass
---
def f(a=1, b): pass
---
return 5
---
yield 5
---
break
---
continue
---
await x
---
def f():
    await x
---
async def f():
    yield from x
---
class A:
    return 1
---
x = 1
  y = 2
---
def f():
pass
---
if True:
x = 1
---
	if True:
        x = 1
---
if True:
	x = 1
        y = 2
---
def f():
    x = 1
   y = 2
---
else:
    pass
---
try:
    pass
---
try:
    pass
except:
    pass
except ValueError:
    pass
---
try:
    pass
except* ValueError:
    pass
except KeyError:
    pass
---
try: pass
except*: pass
---
try:
    pass
except ValueError, KeyError:
    pass
---
try:
    pass
except ValueError, KeyError as e:
    pass
---
from x import
---
from x import (a, b
---
from x import a,
---
import a.b.
---
import a as b.c
---
from __future__ import nope
---
x = 1
from __future__ import annotations
---
global x
x = 1
def f():
    x = 1
    global x
---
def f():
    nonlocal x
---
nonlocal x
---
def f(x):
    global x
---
def f():
    print(x)
    nonlocal x
---
1 = x
---
f() = 1
---
x + 1 = 2
---
None = 1
---
True = 1
---
__debug__ = 1
---
(x, 1) = 2
---
[a, b()] = 1
---
x := 5
---
(x.y := 5)
---
(x[0] := 5)
---
x += y += 1
---
f() += 1
---
(a, b) += 1
---
[a] += 1
---
del f()
---
del 1
---
del (a, b, 1)
---
for 1 in x: pass
---
for f() in x: pass
---
with a as 1: pass
---
with a as f(): pass
---
import 1
---
lambda x: = 1
---
lambda: (yield)
---
x = *a
---
*a
---
*a = 1
---
*a, *b = 1
---
print(*a b)
---
f(**a, *b)
---
f(a=1, 2)
---
f(a=1, a=2)
---
f(1=2)
---
f(a.b=2)
---
f(True=1)
---
f(a for a in b, c)
---
f(x for x in y, 1)
---
[x for x in]
---
[for x in y]
---
[x, y for x in z]
---
{x: y, z for x in w}
---
{**a for a in b}
---
[*a for a in b]
---
{1: 2, 3}
---
{1, 2: 3}
---
{1:}
---
{1: *a}
---
x = 1 if 2
---
x = 1 if 2 else
---
x = not
---
x ++
---
x = 5 6
---
x = a b
---
x y z
---
a, b c
---
assert x, 
---
raise x from
---
raise from x
---
0777
---
0b12
---
0o8
---
0xg
---
1_
---
1__0
---
1e
---
1.2.3
---
12abc
---
1if 2else 3
---
$x = 1
---
x = ?
---
x = 1 ! 2
---
`x`
---
a <> b
---
x = “hello”
---
x = 1 – 2
---
x = 1;; y = 2
---
;
---
x = 1; ; 
---
x\ y
---
x = "\x1"
---
x = "\u12"
---
x = "\N{foo}"
---
x = b"é"
---
x = "a" b"b"
---
x = f"{"
---
x = f"{}"
---
x = f"{a b}"
---
x = f"{a!x}"
---
x = f"{a:{b}"
---
x = f"}"
---
x = f"{a"
---
x = f"{lambda x: 1}"
---
x = f"{a = !r:5"
---
@
def f(): pass
---
@x y
def f(): pass
---
def f(*): pass
---
def f(*, **k): pass
---
def f(**k, a): pass
---
def f(*a, *b): pass
---
def f(/): pass
---
def f(a, /, b, /): pass
---
def f(*, /): pass
---
def f(a, *, b, *c): pass
---
def f(a, (b, c)): pass
---
def f(a: int = ): pass
---
def 1f(): pass
---
def class(): pass
---
class 1: pass
---
class A(: pass
---
def f() -> : pass
---
match x:
    case 1: pass
    case _: pass
    case 2: pass
---
match x:
    case y: pass
    case 2: pass
---
match x:
    case a | b: pass
---
match x:
    case a, a: pass
---
match x:
    case A(x=1, x=2): pass
---
match x:
    case {**a, 1: 2}: pass
---
match x:
    case {**_}: pass
---
match x:
    case *a, *b: pass
---
match x:
    case 1 + 1: pass
---
match x:
    case -a: pass
---
match x:
    case a.b(): pass
    case a(): pass
    case A(1, b=2, 3): pass
---
match x:
case 1: pass
---
match x
    case 1: pass
---
match x:
    case 1
        pass
---
match x:
    pass
---
type X = 
---
type 1 = 2
---
def f[T: int, T](): pass
---
def f[](): pass
---
class A[T=int, U]: pass
---
async x = 1
---
async def f(): return [await x for x in y]
def g(): [await x for x in y]
---
def f(): async with x: pass
---
def f(): async for x in y: pass
---
async def f():
    def g(): await x
---
exec "x"
---
print x, y
---
import os, sys from x
---
if x: elif y: pass
---
while x: else: pass
---
for x in y: else:
---
with x: 
---
x = 1 +* 2
---
x = (yield)
---
class A: x = (yield)
---
def f(): x: int = yield 5; (yield) = 1
---
x: int: str = 1
---
(a, b): int = 1
---
x.y: int = 
---
x = 1
    # comment
  # dedent comment
y = (
---
def f():
    """doc"""
    return (1,
            2
---
x = {
    "a": 1
    "b": 2
}
---
x = [
    1
    2
]
---
foo(a, b for b in c)
---
foo(a=1 b=2)
---
foo(a, b=1, *c, **d, e)
---
foo(**{}, a)
---
if x == 1 {
---
int x = 5
---
x = 5 // comment
---
/* c */
---
function f() {}
---
elif x: pass
---
iff x: pass
---
whille True: pass
---
form x import y
---
clas A: pass
---
improt os
---
retrun 5
---
def f(): retrun 5
---
fro x in y: pass
---
x = Flase
y = = 1
---
print(f"{x!r:^{width}.{precision}}" "a" b"c")
---
a = 1 if b else c = 2
---
a if b else c = 2
---
(a for b in c) = 1
---
a < b = 1
---
not a = 1
---
"a" = 1
---
f"a" = 1
---
... = 1
---
{} = 1
---
{a} = 1
---
-a = 1
---
a and b = 1
---
lambda: 1 = 2
---
a.b() = 1
---
await a = 1
---
x = yield = 1
---
for x, in y, z pass
---
a = 0_7
---
a = 00
b = 01
---
a = 1.e
---
a = 1j2
---
a = 0x1.5
---
async
---
def
---
class
---
lambda
---
x = "unterminated \
continued
---
x = 'a
b'
---
x = r"\"
---
if (a and
    b:
    pass
---
print((1, 2)
print(3)
---
def f(x):
    return x +
---
try:
    x = 1
finally
    pass
---
try:
    pass
else:
    pass
---
try:
    pass
finally:
    pass
except: pass
---
with open(x) as f, open(y) as g
    pass
---
with (a as b, c as d: pass
---
with (a, b) as c, d as 5: pass
---
def f():
    return
    return (
---
x = a..b
---
x = a.1
---
x = .
---
x = a[
---
x = a[1:2:3:4]
---
x = a[]
---
x = a[1,]
y = a[*b]
z = a[*]
---
return
---
def f():
    class A:
        yield 1
---
try:
    pass
finally:
    return
---
while 1:
    try: pass
    finally: continue
'''
for case in cases.strip("\n").split("\n---\n"):
    try:
        compile(case + "\n", "case.py", "exec")
        print("ok", repr(case))
    except SyntaxError as e:
        print(repr(case), type(e).__name__, e.msg, (e.lineno, e.offset, e.end_lineno, e.end_offset))
