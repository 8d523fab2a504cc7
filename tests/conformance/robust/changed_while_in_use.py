# Containers changed, shrunk and freed while something looks at them or works on them: nothing reads what is gone.
# modes: plain gc-stress
import io, struct, itertools, collections, re, json, heapq, bisect, random, functools
def t(s, **k):
    try:
        r = eval(s, globals(), k) if not s.startswith('!') else exec(s[1:], globals(), k)
        return
    except Exception as e:
        pass
def views():
    for mk in (lambda b: memoryview(b)[3:], lambda b: memoryview(b)[::-2]):
        yield mk
shr = ["b.clear()", "b.__delitem__(slice(5,None))", "b.resize(3)", "b.__iadd__(b'q'*70000)"]
ops = ["bytes(v)", "v.tolist()", "v[0]", "v[-1]", "v[1:3].tobytes()", "v.hex()", "v == v", "v == b'abc'", "list(v)", "hash(v)", "v.nbytes", "len(v)", "3 in v", "v.tobytes()", "v.__setitem__(0, 1)", "v.__setitem__(slice(0,2), b'ab')", "v.__setitem__(slice(None), v)", "b.__iadd__(v)", "b.extend(v)", "b.__setitem__(slice(1,3), v)", "b''.join([v, v])", "b.join([v,b])", "bytearray(v)", "b.replace(v, b)", "b.find(v)", "b.startswith(v)", "b + v", "b.split(v)", "int.from_bytes(v,'big')", "struct.unpack_from('<I', v)", "struct.pack_into('<I', v, 0, 7)", "io.BytesIO(v).read()", "re.findall(b'a', v)", "b.translate(v)", "b.strip(v)", "b.count(v)", "v.cast('B').tolist()", "reversed(v)", "v.release()", "b.__init__(v)", "b % v", "json.loads(v)", "str(v, 'latin-1')", "b.hex(v[:1])", "bytes.fromhex(v)", "float(v)", "int(v)", "eval(v)", "compile(v, 'x', 'exec')", "b.partition(v)", "b.rfind(v)", "b.endswith(v)", "b.removeprefix(v)", "b.lstrip(v)", "b.maketrans(v, v)", "b.translate(None, v)", "b.center(9000, v[:1])", "v.index(97)", "v.count(97)", "v.toreadonly()[0]", "sorted(v)", "sum(v)", "max(v)", "zip(v,b)", "b.append(v[0])", "iter(v).__next__()"]
for mk in views():
    for s in shr:
        for o in ops:
            b = bytearray(b'abcdefgh' * 20)
            v = mk(b)
            it = iter(v); next(it)
            t(s, b=b, v=v)
            t(o, b=b, v=v)
            try: list(it)
            except Exception: pass
for s in shr:
    for mk in views():
        b = bytearray(b'abcdefgh' * 20)
        v = mk(b)
        it = iter(b); next(it); ri = reversed(b); next(ri)
        try:
            for i, x in enumerate(v):
                if i == 2: t(s, b=b, v=v)
        except Exception: pass
        try: list(it); list(ri)
        except Exception: pass
# evil __index__ and __buffer__ in the middle
class I:
    def __init__(s, f, n=1): s.f, s.n = f, n
    def __index__(s):
        s.f(); return s.n
for op in ["b[i]", "b[i:]", "b.insert(i, 1)", "b.pop(i)", "b.append(i)", "b.__setitem__(0, i)", "b.__setitem__(i, 1)", "b.__setitem__(slice(0,i), b'abc')", "b.__delitem__(slice(0,i,2))", "b.find(b'a', i)", "b.extend([1, i, 2])", "b.__imul__(i)", "b.__setitem__(slice(0,5,2), [i,i,i])", "b.fromhex", "v[i]", "v.__setitem__(i, 2)", "v.__setitem__(0, i)", "v[i:]", "struct.pack_into('<I', b, i, 5)", "b.center(i)", "b.replace(b'a', b'b', i)", "b.split(b'a', i)", "b.hex('-', i)", "b.resize(i)"]:
    for s in shr:
        b = bytearray(b'abcdefgh' * 20); v = memoryview(b)
        i = I(lambda: t(s, b=b, v=v), 3)
        t(op, b=b, v=v, i=i)
# lists
class E:
    def __init__(s, f): s.f = f
    def __eq__(s, o): s.f(); return False
    def __lt__(s, o): s.f(); return True
    def __hash__(s): s.f(); return 1
    def __index__(s): s.f(); return 2
    def __repr__(s): s.f(); return 'E'
    def __len__(s): s.f(); return 2
    def __iter__(s): s.f(); return iter([1,2])
    def __bool__(s): s.f(); return True
    def __str__(s): s.f(); return 's'
    def __add__(s, o): s.f(); return s
    def __radd__(s, o): s.f(); return s
    def __getitem__(s, i): s.f(); return i
    def __call__(s, *a, **k): s.f(); return a and a[0]
lshr = ["l.clear()", "l.pop()", "l.__delitem__(slice(None))", "l.extend([1]*500)", "l.__init__()", "l.__setitem__(slice(0,50), [])", "l.insert(0, 1)", "l.reverse()", "l.sort(key=id)"]
lops = ["e in l", "l.index(e)", "l.count(e)", "l.remove(e)", "l == m", "l < m", "sorted(l)", "l.sort()", "l.sort(key=e)", "l.sort(key=lambda x: (e(), 1)[1])", "l[e]", "l.__setitem__(slice(0, e), e)", "l.insert(e, 1)", "l.pop(e)", "l * e", "l.__imul__(e)", "repr(l)", "str(l)", "l.extend(e)", "l.__iadd__(e)", "max(l)", "min(l, key=e)", "sum(l, e)", "any(l)", "all(l)", "list(map(e, l))", "list(filter(e, l))", "','.join(map(str, l))", "dict.fromkeys(l)", "set(l)", "tuple(l)", "heapq.heapify(l)", "heapq.heappush(l, e)", "bisect.bisect(l, e)", "[x for x in l if e]", "l[1:e]", "l.__delitem__(slice(0,e))", "hash(tuple(l))", "tuple(l) == tuple(m)", "e in tuple(l)", "json.dumps(l, default=e)", "'%s %s' % (e, e)", "f'{e}{l}'", "functools.reduce(e, l)", "list(zip(l, e))", "dict(zip(l, l))", "itertools.groupby(l, e)", "collections.Counter(l)", "l.copy() == l", "print(*l, file=io.StringIO())", "random.shuffle(l)", "[*l, *e]", "max(*l, key=e)", "isinstance(1, tuple(l))", "''.join(l)", "bytes(l)", "bytearray(l)", "l.__setitem__(slice(0, 4, 2), e)", "statistics"]
import contextlib
for s in lshr:
    for o in lops:
        l = []; m = []
        n = [0]
        def f():
            n[0] += 1
            if n[0] in (2, 5): t(s, l=l)
        e = E(f)
        l += [1, 'a', e, 2.5, E(f), None, 3, E(f)]; m += [1, 'a', E(f), 2.5, E(f), None, 3, E(f)]
        t(o, l=l, m=m, e=e)
# dicts and sets
dshr = ["d.clear()", "d.pop(1, None)", "d.update({i: i for i in range(500)})", "d.popitem()", "d.__init__()", "d.setdefault(99, 1)"]
dops = ["d[e]", "e in d", "d.get(e)", "d.pop(e, 0)", "d.setdefault(e, 1)", "d.update({e: 1})", "d == c", "d | c", "d.__ior__(c)", "repr(d)", "d.__setitem__(e, 2)", "d.__delitem__(e)", "dict(d)", "d.keys() & [e]", "d.items() == c.items()", "e in d.values()", "sorted(d)", "list(d.items())", "d.keys() - [e]", "{**d, e: 1}", "d.fromkeys([e, e])", "json.dumps(d, default=e)", "collections.OrderedDict(d).move_to_end(e)", "[d.clear() for k in d]", "max(d, key=e)", "{k: e == k for k in d}", "d.keys() ^ [e]", "d.items() & {(e, 1)}", "d.keys().isdisjoint([e])", "'{a}'.format_map(d)", "'%(a)s' % d"]
for s in dshr:
    for o in dops:
        d = {}; c = {}; n = [0]
        def f():
            n[0] += 1
            if n[0] in (2, 4, 7): t(s, d=d)
        e = E(f)
        for x in (d, c): x.update({1: E(f), 'a': e, 2: 'x'}); x[E(f)] = 5; x[E(f)] = 6
        n[0] = 0
        t(o, d=d, c=c, e=e)
sshr = ["d.clear()", "d.discard(1)", "d.update(range(500))", "d.pop()", "d.__init__()"]
sops = ["e in d", "d.add(e)", "d.remove(e)", "d.discard(e)", "d | c", "d & c", "d - c", "d ^ c", "d == c", "d <= c", "d.update(c)", "d.intersection_update(c)", "d.difference_update(c)", "d.symmetric_difference_update(c)", "repr(d)", "frozenset(d)", "sorted(d)", "d.isdisjoint(c)", "d.issubset(c)", "d.issuperset(c)", "d.union([e])", "d.intersection([e, 1])", "hash(frozenset(d))", "max(d)", "d.update(d)", "d.difference_update(d)", "d.symmetric_difference_update(d)"]
for s in sshr:
    for o in sops:
        d = set(); c = set(); n = [0]
        def f():
            n[0] += 1
            if n[0] in (2, 4, 7): t(s, d=d)
        e = E(f)
        for x in (d, c): x.update({1, 'a', e, 2}); x.add(E(f)); x.add(E(f))
        n[0] = 0
        t(o, d=d, c=c, e=e)
# itself
for o in ["l.extend(l)", "l.__iadd__(l)", "l.__setitem__(slice(1,2), l)", "l.__setitem__(slice(None,None,-1), l)", "l.extend(iter(l)) if 0 else None", "l.extend(reversed(l))", "l.__imul__(3)", "l.__setitem__(slice(0,0), (x for x in l[:5]))", "l.extend(x for x in [l.clear(), 1])", "l.sort(key=lambda x: l.append(1))", "l.sort(key=lambda x: l.clear())"]:
    for k in range(3):
        l = list(range(7)); t(o, l=l)
s = io.StringIO('abc'); bb = io.BytesIO(b'abc'); g = bb.getbuffer()
t("bb.write(b'x'*1000)"); t("g[0]"); t("bytes(g)"); t("bb.truncate(0)"); t("g.tobytes()")
q = collections.deque([1,2,3], 5)
for o in ["q.extend(q)", "q.extendleft(q)", "q.__iadd__(q)", "q.__imul__(3)", "q.insert(1, q)", "q.rotate(10**9)", "q.remove(E(q.clear))", "q.index(E(q.clear))", "q == collections.deque([E(q.clear)]*3)"]:
    t(o)
print('end')
