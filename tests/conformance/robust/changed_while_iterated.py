# Containers that change under their iterators.
def attempt(what, f):
    try:
        print(what, f())
    except Exception as e:
        print(what, type(e).__name__, e)

def dict_add(view):
    d = {1: 1, 2: 2}
    for x in view(d): d[len(d) + 1] = 0
def dict_delete(view):
    d = {1: 1, 2: 2, 3: 3}
    for x in view(d): del d[next(iter(d))]
def dict_same_size(view):
    d = {1: 1, 2: 2, 3: 3}
    seen = 0
    for x in view(d):
        seen += 1
        if seen > 10: return 'many'
        if seen == 1:
            del d[2]
            d[9] = 9
    return seen
for name, view in ('keys', dict.keys), ('values', dict.values), ('items', dict.items), ('dict', lambda d: d), ('reversed', reversed):
    attempt(name + ' add', lambda: dict_add(view))
    attempt(name + ' delete', lambda: dict_delete(view))
def changed_values():
    d = dict.fromkeys(range(5), 0)
    for k in d: d[k] += 1
    return d
attempt('values of keys', changed_values)
def set_add():
    s = {1, 2}
    for x in s: s.add(x + 10)
attempt('set add', set_add)
def set_discard():
    s = {1, 2, 3}
    for x in s: s.discard(2)
attempt('set discard', set_discard)
def list_grow():
    l = [0]
    for x in l:
        if x < 5: l.append(x + 1)
    return l
attempt('list grows', list_grow)
def list_shrink():
    l = list(range(10))
    for x in l: l.remove(x)
    return l
attempt('list shrinks', list_shrink)
def list_cleared():
    l = list(range(10))
    return [(l.clear(), x)[1] for x in l]
attempt('list cleared', list_cleared)
def exhausted_then_grown():
    l = [1]
    it = iter(l)
    list(it)
    l.append(2)
    return list(it)
attempt('exhausted', exhausted_then_grown)
def comprehension():
    d = {i: i for i in range(3)}
    return [d.pop(k) for k in d]
attempt('comprehension pops', comprehension)
def update_self():
    l = [1, 2]
    l.extend(iter(l[:]))
    l[len(l):] = l
    l[1:1] = l
    return l
attempt('into itself', update_self)
def bytearray_grow():
    b = bytearray(b'a')
    for c in b:
        if len(b) < 6: b.append(c + 1)
    return b
attempt('bytearray', bytearray_grow)
def exported():
    b = bytearray(b'abc')
    with memoryview(b) as m:
        try: b.append(1)
        except BufferError as e: return str(e), bytes(m)
attempt('exported', exported)
def enumerate_zip():
    l = [1, 2, 3]
    out = []
    for (i, x), y in zip(enumerate(l), l):
        if i == 0: l.pop()
        out.append((i, x, y))
    return out
attempt('enumerate and zip', enumerate_zip)
def map_filter():
    l = [1, 2, 3, 4]
    return list(map(lambda x: (l.pop(), x)[1], l)), l
attempt('map', map_filter)
def joined():
    l = ['a', 'b']
    return ','.join(x for x in l if len(l) > 5 or not l.append(x) if len(l) < 8)
attempt('join', joined)
def iterator_copies():
    d = {'a': 1, 'b': 2}
    it = iter(d)
    next(it)
    d['c'] = 3
    try: next(it)
    except RuntimeError as e: first = str(e)
    try: next(it)
    except RuntimeError as e: return first, str(e)
attempt('again', iterator_copies)
import collections
def deque_changed():
    q = collections.deque([1, 2, 3])
    for x in q: q.append(x)
attempt('deque', deque_changed)
def dict_merge():
    class M(dict):
        def keys(self):
            for k in list(dict.keys(self)):
                target[k + 10] = 0
                yield k
    target = {1: 1}
    target.update(M({5: 5, 6: 6}))
    return sorted(target)
attempt('update', dict_merge)
