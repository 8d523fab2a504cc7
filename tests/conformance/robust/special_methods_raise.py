# Every special method raises; the error comes out, once, and nothing else breaks.
import copy, json, math, operator, functools, contextlib

NAMES = '''new init repr str bytes format lt le eq ne gt ge hash bool getattribute setattr delattr dir get set delete call len
length_hint getitem setitem delitem missing iter next reversed contains add sub mul matmul truediv floordiv mod divmod pow lshift rshift and
xor or radd rsub rmul rmatmul rtruediv rfloordiv rmod rdivmod rpow rlshift rrshift rand rxor ror iadd isub imul imatmul itruediv ifloordiv
imod ipow ilshift irshift iand ixor ior neg pos abs invert complex int float index round trunc floor ceil enter exit await aiter anext aenter
aexit copy deepcopy reduce_ex sizeof instancecheck subclasscheck class_getitem init_subclass set_name prepare mro_entries'''.split()

class Boom(Exception): pass

def broken(*names, base=object):
    def make(name):
        def method(self, *args, **kwargs): raise Boom(name)
        return method
    return type('Broken', (base,), {f'__{n}__': make(n) for n in names})

def drive(coroutine):
    try: coroutine.send(None)
    except StopIteration as e: return e.value

async def async_for(x):
    async for _ in x: pass
async def async_with(x):
    async with x: pass
async def awaited(x): await x
def with_(x):
    with x: pass
def assign(x): x.attr = 1
def delete(x): del x.attr
def set_item(x): x[0] = 1
def del_item(x): del x[0]
def unpack(x): a, b = x

USES = {
    'init': lambda c: c(), 'new': lambda c: c(), 'repr': lambda c: repr(c()), 'str': lambda c: str(c()), 'bytes': lambda c: bytes(c()),
    'format': lambda c: format(c(), 'x'), 'hash': lambda c: hash(c()), 'bool': lambda c: not c(), 'getattribute': lambda c: c().x,
    'getattr': lambda c: c().x, 'setattr': lambda c: assign(c()), 'delattr': lambda c: delete(c()), 'dir': lambda c: dir(c()), 'call': lambda c: c()(),
    'len': lambda c: len(c()), 'getitem': lambda c: c()[0], 'setitem': lambda c: set_item(c()), 'delitem': lambda c: del_item(c()),
    'iter': lambda c: list(c()), 'reversed': lambda c: reversed(c()), 'contains': lambda c: 1 in c(), 'divmod': lambda c: divmod(c(), 1), 'pow': lambda c: c() ** 2,
    'rdivmod': lambda c: divmod(1, c()), 'rpow': lambda c: 2 ** c(), 'neg': lambda c: -c(), 'pos': lambda c: +c(), 'abs': lambda c: abs(c()), 'invert': lambda c: ~c(),
    'complex': lambda c: complex(c()), 'int': lambda c: int(c()), 'float': lambda c: float(c()), 'index': lambda c: [1, 2][c()], 'round': lambda c: round(c()),
    'trunc': lambda c: math.trunc(c()), 'floor': lambda c: math.floor(c()), 'ceil': lambda c: math.ceil(c()),
    'copy': lambda c: copy.copy(c()), 'deepcopy': lambda c: copy.deepcopy(c()), 'length_hint': lambda c: operator.length_hint(c()),
    'aiter': lambda c: drive(async_for(c())), 'await': lambda c: drive(awaited(c())), 'class_getitem': lambda c: c[0],
}
for name in 'lt le eq ne gt ge add sub mul matmul truediv floordiv mod lshift rshift and_ xor or_ iadd isub imul imatmul itruediv ifloordiv imod ipow ilshift irshift iand ixor ior'.split():
    USES[name.rstrip('_')] = lambda c, f=getattr(operator, name): f(c(), 1)
for name in 'add sub mul matmul truediv floordiv mod lshift rshift and_ xor or_'.split():
    USES['r' + name.rstrip('_')] = lambda c, f=getattr(operator, name): f(1, c())

def attempt(what, f):
    try:
        result = f()
        print(what, 'gives', type(result).__name__)
    except Exception as e:
        print(what, type(e).__name__, e, '<-', repr(e.__context__))

for name in NAMES:
    if name in USES: attempt(name, lambda: USES[name](broken(name)))

# The same methods asked for by builtins and statements.
attempt('next', lambda: next(broken('next')()))
class Steps:
    def __iter__(self): return broken('next', 'iter')()
attempt('for', lambda: [x for x in Steps()])
attempt('unpack', lambda: unpack(Steps()))
attempt('star', lambda: print(*broken('iter')()))
attempt('double star', lambda: dict(**broken('keys')()))
class Keys:
    def keys(self): raise Boom('keys')
attempt('keys', lambda: {**Keys()})
attempt('in dict', lambda: {}[broken('hash')()])
attempt('eq in list', lambda: 5 in [broken('eq')()])
attempt('eq in dict', lambda: {1: 0, type('H', (), {'__hash__': lambda s: 1, '__eq__': broken('eq').__eq__})(): 2})
attempt('sorted', lambda: sorted([broken('lt')(), broken('lt')()]))
attempt('max', lambda: max(broken('gt')(), broken('gt')()))
attempt('sum', lambda: sum([1, broken('radd')()]))
attempt('if', lambda: 1 if broken('bool')() else 2)
attempt('if len', lambda: 1 if broken('len')() else 2)
attempt('any', lambda: any([broken('bool')()]))
attempt('filter', lambda: list(filter(None, [broken('bool')()])))
attempt('f-string', lambda: f'{broken("format")()}')
attempt('f-string !r', lambda: f'{broken("repr")()!r}')
attempt('percent', lambda: '%s' % broken('str')())
attempt('percent d', lambda: '%d' % broken('int')())
attempt('str.format', lambda: '{0.x}'.format(broken('getattr')()))
attempt('join', lambda: ','.join(broken('iter')()))
attempt('repr in list', lambda: repr([broken('repr')()]))
attempt('repr in dict', lambda: repr({1: broken('repr')()}))
attempt('print', lambda: print(broken('str')()))
attempt('range', lambda: range(broken('index')()))
attempt('slice', lambda: [1, 2][broken('index')():])
attempt('repeat', lambda: 'x' * broken('index')())
attempt('chr', lambda: chr(broken('index')()))
attempt('hex', lambda: hex(broken('index')()))
attempt('bytes of', lambda: bytes([broken('index')()]))
attempt('isinstance', lambda: isinstance(1, broken('instancecheck', base=type)('M', (), {})))
attempt('issubclass', lambda: issubclass(int, broken('subclasscheck', base=type)('M', (), {})))
attempt('set_name', lambda: type('C', (), {'x': broken('set_name')()}))
attempt('init_subclass', lambda: type('D', (type('B', (), {'__init_subclass__': classmethod(lambda cls, **k: 1 / 0)}),), {}))
attempt('mro_entries', lambda: exec('class E(b): pass', {'b': broken('mro_entries')()}))
attempt('get', lambda: type('F', (), {'x': broken('get')()})().x)
attempt('set', lambda: setattr(type('F', (), {'x': broken('set')()})(), 'x', 1))
attempt('delete', lambda: delattr(type('F', (), {'x': broken('delete', 'set')()})(), 'x'))
attempt('missing', lambda: type('G', (dict,), {'__missing__': lambda s, k: 1 / 0})()['k'])
attempt('property', lambda: type('P', (), {'x': property(lambda s: 1 / 0)})().x)
attempt('enter', lambda: with_(broken('enter', 'exit')()))
class Exits:
    def __enter__(self): return self
    def __exit__(self, *a): raise Boom('exit')
attempt('exit', lambda: with_(Exits()))
def both():
    with Exits(): raise KeyError('body')
attempt('exit after an error', both)
class AExits:
    async def __aenter__(self): return self
    async def __aexit__(self, *a): raise Boom('aexit')
attempt('aexit', lambda: drive(async_with(AExits())))
attempt('aenter', lambda: drive(async_with(broken('aenter', 'aexit')())))
class ANext:
    def __aiter__(self): return self
    def __anext__(self): raise Boom('anext')
attempt('anext', lambda: drive(async_for(ANext())))
attempt('json', lambda: json.dumps(broken('iter', base=list)([1])))
attempt('reduce', lambda: functools.reduce(operator.add, [broken('add')(), 1]))
attempt('contextmanager', lambda: with_(contextlib.closing(broken('close')())))
attempt('match', lambda: exec('match x:\n    case {"a": 1}: pass\n    case [a]: pass\n    case C(q=1): pass', {'x': broken('getattr')(), 'C': object}))
attempt('except', lambda: exec('try: 1/0\nexcept x: pass', {'x': broken('instancecheck')()}))
attempt('raise', lambda: exec('raise x', {'x': type('X', (Exception,), {'__init__': lambda s: 1 / 0})}))
print('still here')
