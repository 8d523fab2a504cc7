# SPDX-License-Identifier: MIT
# _typing_forms: type variables, special forms and the aliases that subscribing them gives. typing asks here by name.
import sys
from types import FunctionType, GenericAlias, UnionType

_NoneType = type(None)
_unset = object()


def type_repr(obj) -> str:
    if isinstance(obj, type) and not isinstance(obj, GenericAlias):
        return obj.__qualname__ if obj.__module__ == "builtins" else f"{obj.__module__}.{obj.__qualname__}"
    if obj is ...:
        return "..."
    if isinstance(obj, FunctionType):
        return obj.__name__
    if isinstance(obj, tuple):
        return "[" + ", ".join([type_repr(item) for item in obj]) + "]"
    return repr(obj)


def _convert(arg):
    if arg is None:
        return _NoneType
    if isinstance(arg, str):
        return ForwardRef(arg)
    return arg


def check(arg, message, plain_ok=()):
    arg = _convert(arg)
    if isinstance(arg, _Form) and arg._bare is False and arg not in plain_ok:
        raise TypeError(f"Plain {arg!r} is not valid as type argument")
    if type(arg) is tuple or type(arg) in (int, list, float, dict):
        raise TypeError(f"{message} Got {arg!r:.100}.")
    return arg


def _is_variable(item):
    return hasattr(type(item), "__typing_subst__") and not isinstance(item, type)


def collect(args) -> tuple:
    found = []
    for item in args:
        if isinstance(item, type):
            continue
        if isinstance(item, (tuple, list)):
            inner = collect(item)
        elif _is_variable(item):
            inner = (item,)
        else:
            inner = getattr(item, "__parameters__", ())
            if not isinstance(inner, tuple):
                inner = ()
        for variable in inner:
            if variable not in found:
                found.append(variable)
    return tuple(found)


# -- unions

def union(args):
    flat = []
    for arg in args:
        arg = check(arg, "Union[arg, ...]: each arg must be a type.")
        for part in (arg.__args__ if isinstance(arg, (UnionType, _UnionAlias)) else (arg,)):
            if part not in flat:
                flat.append(part)
    if len(flat) == 1:
        return flat[0]
    result = flat[0]
    if all([type(part) is type or isinstance(part, GenericAlias) or
            (isinstance(part, type) and type(part).__or__ is type.__or__) for part in flat]):
        for part in flat[1:]:
            result = result | part
        return result
    return _UnionAlias(tuple(flat))


class _Or:
    __slots__ = ()

    def __init_subclass__(cls, **kwds):
        if cls.__module__ not in ("typing", "annotationlib", __name__):
            raise TypeError("Cannot subclass special typing classes")

    def __or__(self, other):
        return union((self, other))

    def __ror__(self, other):
        return union((other, self))


class _UnionAlias(_Or):
    # A union with parts that the native one does not take (variables, forward references, aliases of this module).
    __slots__ = ("__args__", "__parameters__")

    def __init__(self, args):
        self.__args__ = args
        self.__parameters__ = collect(args)

    @property
    def __origin__(self):
        return _union_type()

    def __repr__(self):
        return " | ".join(["None" if part is _NoneType else type_repr(part) for part in self.__args__])

    def __eq__(self, other):
        if not isinstance(other, (_UnionAlias, UnionType)):
            return NotImplemented
        mine, theirs = self.__args__, other.__args__
        return len(mine) == len(theirs) and all([item in theirs for item in mine])

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __getitem__(self, args):
        return union(substitute(self.__args__, self.__parameters__, args, self))

    def __instancecheck__(self, obj):
        return isinstance(obj, tuple(_plain(part) for part in self.__args__))

    def __subclasscheck__(self, cls):
        return issubclass(cls, tuple(_plain(part) for part in self.__args__))


def _plain(part):
    if isinstance(part, _Alias):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")
    return part


def _union_type():
    import typing
    return typing.Union


# -- substitution

def substitute(args, parameters, given, owner):
    if not isinstance(given, tuple):
        given = (given,)
    given = tuple([_convert(item) for item in _unpacked(given)])
    if not parameters:
        raise TypeError(f"{owner!r} is not a generic class")
    if len(parameters) == 1 and isinstance(parameters[0], ParamSpec):
        if not (len(given) == 1 and _is_param_expr(given[0])):
            given = (given,)
        elif isinstance(given[0], list):
            given = (tuple(given[0]),)
    table = {}
    several = [i for i, item in enumerate(parameters) if isinstance(item, TypeVarTuple)]
    if several:
        at = several[0]
        after = len(parameters) - at - 1
        if len(given) < at + after:
            raise TypeError(f"Too few arguments for {owner!r}; actual {len(given)}, expected at least {at + after}")
        for i in range(at):
            table[parameters[i]] = given[i]
        table[parameters[at]] = given[at:len(given) - after]
        for i in range(after):
            table[parameters[at + 1 + i]] = given[len(given) - after + i]
    else:
        given = _with_defaults(parameters, given)
        if len(given) != len(parameters):
            word = "many" if len(given) > len(parameters) else "few"
            need = sum([not (hasattr(item, "has_default") and item.has_default()) for item in parameters])
            least = "at least " if need != len(parameters) and word == "few" else ""
            raise TypeError(f"Too {word} arguments for {owner!r}; actual {len(given)}, expected "
                            f"{least}{need if least else len(parameters)}")
        for variable, value in zip(parameters, given):
            table[variable] = tuple(value) if isinstance(value, list) else value
    return _replace_in(args, table)


def _with_defaults(parameters, given):
    filled = list(given)
    for variable in parameters[len(given):]:
        if not variable.has_default():
            break
        filled.append(variable.__default__)
    return tuple(filled)


def _unpacked(args):
    result = []
    for item in args:
        inner = getattr(item, "__typing_unpacked_tuple_args__", None)
        if inner is not None and not (inner and inner[-1] is ...):
            result += inner
        else:
            result.append(item)
    return tuple(result)


def _is_param_expr(arg):
    return arg is ... or isinstance(arg, (tuple, list, ParamSpec, _ConcatenateGenericAlias))


def _replace_in(args, table):
    result = []
    for item in args:
        if isinstance(item, type) and not isinstance(item, GenericAlias):
            result.append(item)
        elif _is_variable(item):
            value = table.get(item, item)
            if isinstance(item, (TypeVarTuple, ParamSpec)) and isinstance(value, tuple):
                result += value if isinstance(item, TypeVarTuple) else (value,)
            else:
                result.append(value)
        elif isinstance(item, _Unpacked) and isinstance(item.__args__[0], TypeVarTuple):
            value = table.get(item.__args__[0], None)
            if isinstance(value, tuple):
                result += value
            else:
                result.append(item if value is None else value)
        elif isinstance(item, (tuple, list)):
            result.append(tuple(_replace_in(item, table)))
        else:
            inner = getattr(item, "__parameters__", ())
            if inner and isinstance(inner, tuple):
                picks = []
                for variable in inner:
                    value = table.get(variable, variable)
                    if isinstance(variable, TypeVarTuple) and isinstance(value, tuple):
                        picks += value
                    else:
                        picks.append(value)
                result.append(item[tuple(picks)])
            else:
                result.append(item)
    return tuple(result)


# -- variables

class _NoDefaultType:
    __slots__ = ()
    __module__ = "typing"

    def __repr__(self):
        return "typing.NoDefault"


NoDefault = _NoDefaultType()


def _caller():
    try:
        return sys._getframemodulename(3) or "__main__"
    except AttributeError:
        return "__main__"


class _Variable(_Or):
    __slots__ = ()

    def __init_subclass__(cls, **kwds):
        if cls.__module__ not in ("typing", __name__):
            raise TypeError(f"type '{cls.__base__.__module__}.{cls.__base__.__name__}' is not an acceptable base type")

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass an instance of {type(self).__name__}")

    def __reduce__(self):
        return self.__name__

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def has_default(self) -> bool:
        return self._default is not NoDefault

    @property
    def __default__(self):
        if isinstance(self._default, FunctionType) and self._lazy:
            return self._default(1) if self._default.__code__.co_argcount else self._default()
        return self._default

    def __repr__(self):
        if self.__infer_variance__ or self._plain_name:
            return self.__name__
        return ("+" if self.__covariant__ else "-" if self.__contravariant__ else "~") + self.__name__


class TypeVar(_Variable):
    __slots__ = ("__name__", "_bound", "_constraints", "__covariant__", "__contravariant__", "__infer_variance__",
                 "_default", "_lazy", "_plain_name", "__weakref__", "__dict__")

    def __init__(self, name, *constraints, bound=None, default=NoDefault, covariant=False, contravariant=False,
                 infer_variance=False):
        if covariant and contravariant:
            raise ValueError("Bivariant types are not supported.")
        if infer_variance and (covariant or contravariant):
            raise ValueError("Variance cannot be specified with infer_variance.")
        if len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
        if constraints and bound is not None:
            raise TypeError("Constraints cannot be combined with bound=...")
        self.__name__ = name
        self._bound = None if bound is None else check(bound, "Bound must be a type.")
        self._constraints = tuple([check(item, "TypeVar(name, constraint, ...): constraints must be types.")
                                   for item in constraints])
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)
        self.__infer_variance__ = bool(infer_variance)
        self._default = default
        self._lazy = self._plain_name = False
        self.__module__ = _caller()

    @property
    def __bound__(self):
        return self._bound() if self._lazy and isinstance(self._bound, FunctionType) else self._bound

    @property
    def __constraints__(self):
        return self._constraints() if self._lazy and callable(self._constraints) else self._constraints

    def __typing_subst__(self, arg):
        return check(arg, "Parameters to generic types must be types.")


class ParamSpec(_Variable):
    __slots__ = ("__name__", "__bound__", "__covariant__", "__contravariant__", "__infer_variance__", "_default",
                 "_lazy", "_plain_name", "__weakref__", "__dict__")

    def __init__(self, name, *, bound=None, default=NoDefault, covariant=False, contravariant=False,
                 infer_variance=False):
        self.__name__ = name
        self.__bound__ = bound
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)
        self.__infer_variance__ = bool(infer_variance)
        self._default = default
        self._lazy = self._plain_name = False
        self.__module__ = _caller()

    @property
    def args(self):
        return ParamSpecArgs(self)

    @property
    def kwargs(self):
        return ParamSpecKwargs(self)

    def __typing_subst__(self, arg):
        return tuple(arg) if isinstance(arg, list) else arg


class ParamSpecArgs:
    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f"{self.__origin__.__name__}.args"

    def __eq__(self, other):
        return isinstance(other, type(self)) and self.__origin__ == other.__origin__

    def __hash__(self):
        return hash((type(self).__name__, self.__origin__))


class ParamSpecKwargs(ParamSpecArgs):
    def __repr__(self):
        return f"{self.__origin__.__name__}.kwargs"


class TypeVarTuple(_Variable):
    __slots__ = ("__name__", "_default", "_lazy", "_plain_name", "__infer_variance__", "__covariant__",
                 "__contravariant__", "__weakref__", "__dict__")

    def __init__(self, name, *, default=NoDefault):
        self.__name__ = name
        self._default = default
        self._lazy = False
        self._plain_name = True
        self.__infer_variance__ = self.__covariant__ = self.__contravariant__ = False
        self.__module__ = _caller()

    def __iter__(self):
        yield _Unpacked(form("Unpack"), (self,))

    def __typing_subst__(self, arg):
        raise TypeError("Substitution of bare TypeVarTuple is not supported")


def make_variable(kind, name, bound=None, constraints=(), default=NoDefault):
    # What `class C[T: bound = default]` calls: bound, constraints and default are functions, run when asked for.
    variable = kind(name)
    variable._lazy = True
    variable._plain_name = True
    variable._default = default
    if kind is TypeVar:
        variable._bound = bound
        variable._constraints = constraints
    if kind is not TypeVarTuple:
        variable.__infer_variance__ = True
    return variable


class TypeAliasType(_Or):
    __slots__ = ("__name__", "_value", "_lazy", "__type_params__", "__weakref__", "__dict__")

    def __init__(self, name, value, *, type_params=()):
        self.__name__ = name
        self._value = value
        self._lazy = False
        self.__type_params__ = type_params
        self.__module__ = _caller()

    @property
    def __value__(self):
        return self._value() if self._lazy else self._value

    @property
    def __parameters__(self):
        return self.__type_params__

    def __repr__(self):
        return self.__name__

    def __getitem__(self, args):
        if not self.__type_params__:
            raise TypeError("Only generic type aliases are subscriptable")
        return GenericAlias(self, args)


def make_alias(name, type_params, value):
    # What `type Name[params] = value` calls; value is a function.
    alias = TypeAliasType(name, value, type_params=type_params)
    alias._lazy = True
    return alias


def _expression(text):
    # `*Ts` is no expression by itself.
    return f"({text},)[0]" if text.startswith("*") else text


class ForwardRef(_Or):
    __slots__ = ("__forward_arg__", "__forward_module__", "__forward_is_argument__", "__forward_is_class__",
                 "__weakref__")

    def __init__(self, arg, is_argument=True, module=None, *, is_class=False, owner=None):
        if not isinstance(arg, str):
            raise TypeError(f"Forward reference must be a string -- got {arg!r}")
        try:
            compile(_expression(arg), "<string>", "eval")
        except SyntaxError:
            raise SyntaxError(f"Forward reference must be an expression -- got {arg!r}") from None
        self.__forward_arg__ = arg
        self.__forward_module__ = module
        self.__forward_is_argument__ = is_argument
        self.__forward_is_class__ = is_class

    def evaluate(self, *, globals=None, locals=None, type_params=None, owner=None):
        if globals is None:
            module = self.__forward_module__
            globals = {} if module is None else sys.modules[module].__dict__
        return eval(_expression(self.__forward_arg__), globals, locals)

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        return self.__forward_arg__ == other.__forward_arg__ and self.__forward_module__ == other.__forward_module__

    def __hash__(self):
        return hash((self.__forward_arg__, self.__forward_module__))

    def __repr__(self):
        module = self.__forward_module__
        return f"ForwardRef({self.__forward_arg__!r}{'' if module is None else f', module={module!r}'})"


# -- forms and aliases

class _Form(_Or):
    # A special form such as Optional or Literal; _bare says whether it stands for a type without brackets.
    __slots__ = ("_name", "_bare", "_item", "__weakref__")
    __module__ = "typing"

    def __init__(self, name, bare, item=None):
        self._name = name
        self._bare = bare
        self._item = item

    def __getattr__(self, name):
        if name == "__name__" or name == "__qualname__":
            return self._name
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def __repr__(self):
        return f"typing.{self._name}"

    def __reduce__(self):
        return self._name

    def __call__(self, *args, **kwds):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

    def __instancecheck__(self, obj):
        raise TypeError(f"{self!r} cannot be used with isinstance()")

    def __subclasscheck__(self, cls):
        raise TypeError(f"{self!r} cannot be used with issubclass()")

    def __getitem__(self, args):
        if self._item is None:
            raise TypeError(f"{self!r} is not subscriptable")
        return self._item(self, args)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


class _Alias(_Or):
    __slots__ = ("__origin__", "__args__", "__parameters__", "_name", "_inst", "__dict__", "__weakref__")
    __module__ = "typing"

    def __init__(self, origin, args, name=None, inst=True):
        self.__origin__ = origin
        self.__args__ = args
        self.__parameters__ = collect(args)
        self._name = name
        self._inst = inst

    def __repr__(self):
        head = f"typing.{self._name}" if self._name else type_repr(self.__origin__)
        return f"{head}[{', '.join([type_repr(item) for item in self.__args__]) or '()'}]"

    def __eq__(self, other):
        if not isinstance(other, _Alias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __getitem__(self, args):
        origin = self.__origin__
        if getattr(origin, "__name__", "") in ("Generic", "Protocol") and origin.__module__ == "typing":
            raise TypeError(f"Cannot subscript already-subscripted {self!r}")
        return type(self)(origin, substitute(self.__args__, self.__parameters__, args, self), self._name, self._inst)

    def __call__(self, *args, **kwds):
        if not self._inst:
            raise TypeError(f"Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead")
        result = self.__origin__(*args, **kwds)
        try:
            result.__orig_class__ = self
        except Exception:
            pass
        return result

    def __mro_entries__(self, bases):
        origin = self.__origin__
        if isinstance(origin, _Form):
            raise TypeError(f"Cannot subclass {self!r}")
        generic = _generic()
        if self._name:
            result = [] if origin in bases else [origin]
            if self.__parameters__ and generic not in bases and not any(
                    isinstance(base, (_Alias, GenericAlias)) and base is not self or
                    isinstance(base, type) and issubclass(base, generic) for base in bases[bases.index(self) + 1:]):
                result.append(generic)
            return tuple(result)
        if origin is generic:
            if len(bases) > 1 and bases[-1] is not self:
                for base in bases[bases.index(self) + 1:]:
                    if isinstance(base, _Alias) and base is not self or isinstance(base, type) and \
                            issubclass(base, generic):
                        return ()
        return (origin,)

    def __getattr__(self, name):
        if name == "__name__" or name == "__qualname__":
            return self._name or getattr(self.__origin__, name)
        if name[:2] == "__" and name[-2:] == "__" or name == "_name":
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        return getattr(self.__origin__, name)

    def __setattr__(self, name, value):
        if name[:2] == "__" or name in ("_name", "_inst"):
            object.__setattr__(self, name, value)
        else:
            setattr(self.__origin__, name, value)

    def __instancecheck__(self, obj):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __subclasscheck__(self, cls):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __iter__(self):
        yield _Unpacked(form("Unpack"), (self,))

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


def _generic():
    import typing
    return typing.Generic


class _BareAlias(_Or):
    # List, Dict and their like without brackets.
    __slots__ = ("__origin__", "_nparams", "_name", "_defaults", "__weakref__")
    __module__ = "typing"

    def __init__(self, origin, nparams, name):
        self.__origin__ = origin
        self._nparams = nparams
        self._name = name
        self._defaults = ((_NoneType, _NoneType) if name in ("Generator", "AsyncGenerator") else
                          (bool | None,) if name in ("ContextManager", "AsyncContextManager") else ())

    def __repr__(self):
        return f"typing.{self._name}"

    def __reduce__(self):
        return self._name

    def __getitem__(self, args):
        name = self._name
        if name == "Callable":
            return _callable_alias(self, args)
        if not isinstance(args, tuple):
            args = (args,)
        if name == "Tuple":
            if len(args) >= 2 and args[-1] is ...:
                args = tuple([check(item, "Tuple[t, ...]: t must be a type.") for item in args[:-1]]) + (...,)
            else:
                args = tuple([check(item, "Tuple[t0, t1, ...]: each t must be a type.") for item in _unpacked(args)])
            return _Alias(tuple, args, "Tuple", False)
        args = tuple([check(item, "Parameters to generic types must be types.") for item in args])
        if name == "Type":
            return _Alias(type, args, "Type", False)
        if self._defaults and len(args) < self._nparams:
            args += self._defaults[len(args) - self._nparams:]
        if len(args) != self._nparams:
            if self._nparams == 0:
                raise TypeError(f"{self!r} is not a generic class")
            word = "many" if len(args) > self._nparams else "few"
            raise TypeError(f"Too {word} arguments for {self!r}; actual {len(args)}, expected {self._nparams}")
        return _Alias(self.__origin__, args, name, name in ("DefaultDict", "OrderedDict", "Counter", "ChainMap",
                                                             "Deque"))

    def __call__(self, *args, **kwds):
        if self._name in ("DefaultDict", "OrderedDict", "Counter", "ChainMap", "Deque"):
            return self.__origin__(*args, **kwds)
        raise TypeError(f"Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead")

    def __mro_entries__(self, bases):
        result = [] if self.__origin__ in bases else [self.__origin__]
        generic = _generic()
        if generic not in bases and self._nparams:
            later = bases[bases.index(self) + 1:]
            if not any(isinstance(base, (_Alias, _BareAlias)) or isinstance(base, type) and issubclass(base, generic)
                       for base in later):
                result.append(generic)
        return tuple(result)

    def __instancecheck__(self, obj):
        return isinstance(obj, self.__origin__)

    def __subclasscheck__(self, cls):
        if isinstance(cls, _BareAlias):
            return issubclass(cls.__origin__, self.__origin__)
        return issubclass(cls, self.__origin__)

    def __getattr__(self, name):
        if name == "__name__" or name == "__qualname__":
            return self._name
        if name[:2] == "__" and name[-2:] == "__":
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        return getattr(self.__origin__, name)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


class _CallableAlias(_Alias):
    __slots__ = ()

    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and _is_param_expr(args[0]) and not isinstance(args[0], tuple):
            return super().__repr__()
        shown = ", ".join([type_repr(item) for item in args[:-1]])
        return f"typing.Callable[[{shown}], {type_repr(args[-1])}]"

    def __getitem__(self, args):
        new = substitute(self.__args__, self.__parameters__, args, self)
        flat = []
        for item in new[:-1]:
            flat += item if isinstance(item, tuple) else (item,)
        return _CallableAlias(self.__origin__, (*flat, new[-1]), "Callable", False)


def _callable_alias(self, params):
    if not isinstance(params, tuple) or len(params) != 2:
        raise TypeError("Callable must be used as Callable[[arg, ...], result].")
    args, result = params
    result = check(result, "Callable[args, result]: result must be a type.")
    if isinstance(args, list):
        args = tuple([check(item, "Callable[[arg, ...], result]: each arg must be a type.") for item in
                      _unpacked(tuple(args))])
    elif _is_param_expr(args) or isinstance(args, str):
        args = (_convert(args),)
    else:
        raise TypeError(f"Expected a list of types, an ellipsis, ParamSpec, or Concatenate. Got {args}")
    return _CallableAlias(self.__origin__, args + (result,), "Callable", False)


class _ConcatenateGenericAlias(_Alias):
    __slots__ = ()
    __module__ = "typing"

    def __getitem__(self, args):
        new = substitute(self.__args__, self.__parameters__, args, self)
        last = new[-1]  # what stands for the ParamSpec: a list of types ends the Concatenate
        if isinstance(last, (tuple, list)):
            return (*new[:-1], *last)
        if isinstance(last, _ConcatenateGenericAlias):
            new = (*new[:-1], *last.__args__)
        return _ConcatenateGenericAlias(self.__origin__, new, self._name)


class _LiteralAlias(_Alias):
    __slots__ = ()

    def __eq__(self, other):
        if not isinstance(other, _LiteralAlias):
            return NotImplemented
        return {(item, type(item)) for item in self.__args__} == {(item, type(item)) for item in other.__args__}

    def __hash__(self):
        return hash(frozenset([(item, type(item)) for item in self.__args__]))

    def __repr__(self):
        return f"typing.Literal[{', '.join([repr(item) for item in self.__args__])}]"


class _AnnotatedAlias(_Alias):
    __slots__ = ("__metadata__",)

    def __init__(self, origin, metadata, name=None, inst=True):
        if isinstance(origin, _AnnotatedAlias):
            metadata = origin.__metadata__ + metadata
            origin = origin.__origin__
        super().__init__(origin, (origin,), "Annotated")
        self.__metadata__ = metadata

    def __getitem__(self, args):
        new = substitute(self.__args__, self.__parameters__, args, self)
        return _AnnotatedAlias(new[0], self.__metadata__)

    def __repr__(self):
        return f"typing.Annotated[{type_repr(self.__origin__)}, {', '.join([repr(m) for m in self.__metadata__])}]"

    def __eq__(self, other):
        if not isinstance(other, _AnnotatedAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__metadata__ == other.__metadata__

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))

    def __mro_entries__(self, bases):
        return (self.__origin__,)


class _Unpacked(_Alias):
    __slots__ = ()

    def __init__(self, origin, args, name=None, inst=True):
        super().__init__(origin, args, "Unpack")

    def __repr__(self):
        inner = self.__args__[0]
        return f"typing.Unpack[{type_repr(inner)}]" if not isinstance(inner, TypeVarTuple) \
            else f"typing.Unpack[{inner!r}]"

    @property
    def __typing_unpacked_tuple_args__(self):
        inner = self.__args__[0]
        if isinstance(inner, (GenericAlias, _Alias)) and inner.__origin__ is tuple:
            return inner.__args__
        return None


def _optional(self, arg):
    return union((check(arg, f"{self!r} requires a single type."), _NoneType))


def _union_item(self, args):
    if args == ():
        raise TypeError("Cannot take a Union of no types.")
    return union(args if isinstance(args, tuple) else (args,))


def _literal(self, args):
    values = []
    seen = []
    for item in args if isinstance(args, tuple) else (args,):
        for value in item.__args__ if isinstance(item, _LiteralAlias) else (item,):
            if not any(value == other and type(value) is type(other) for other in seen):
                seen.append(value)
                values.append(value)
    return _LiteralAlias(self, tuple(values), "Literal")


def _single(self, arg):
    arg = check(arg, f"{self!r} accepts only single type.",
                (form("ClassVar"), form("Final"), form("Required"), form("NotRequired"), form("ReadOnly")))
    if isinstance(arg, tuple):
        raise TypeError(f"{self!r} accepts only a single type. Got {arg!r}.")
    return _Alias(self, (arg,), self._name)


def _concatenate(self, args):
    if args == ():
        raise TypeError("Cannot take a Concatenate of no types.")
    args = args if isinstance(args, tuple) else (args,)
    if not (args[-1] is ... or isinstance(args[-1], ParamSpec)):
        raise TypeError("The last parameter to Concatenate should be a ParamSpec variable or ellipsis.")
    args = [item if item is ... else check(item, "Concatenate[arg, ...]: each arg must be a type.") for item in args]
    return _ConcatenateGenericAlias(self, tuple(args), "Concatenate")


def _annotated(self, args):
    if not isinstance(args, tuple) or len(args) < 2:
        raise TypeError("Annotated[...] should be used with at least two arguments (a type and an annotation).")
    return _AnnotatedAlias(check(args[0], "Annotated[t, ...]: t must be a type.", (form("ClassVar"), form("Final"))),
                           tuple(args[1:]))


def _unpack(self, arg):
    return _Unpacked(self, (check(arg, "Unpack accepts only single type."),))


_forms = {"Optional": (False, _optional), "Union": (False, _union_item), "Literal": (False, _literal),
          "ClassVar": (False, _single), "Final": (False, _single), "Required": (False, _single),
          "NotRequired": (False, _single), "ReadOnly": (False, _single), "TypeGuard": (False, _single),
          "TypeIs": (False, _single), "Concatenate": (False, _concatenate), "Annotated": (False, _annotated),
          "Unpack": (False, _unpack), "NoReturn": (True, None), "Never": (True, None), "Self": (True, None),
          "LiteralString": (True, None), "TypeAlias": (True, None)}
_builtin_aliases = {"List": (list, 1), "Dict": (dict, 2), "Set": (set, 1), "FrozenSet": (frozenset, 1),
                    "Tuple": (tuple, -1), "Type": (type, 1)}
_abc_aliases = {"Hashable": 0, "Awaitable": 1, "Coroutine": 3, "AsyncIterable": 1, "AsyncIterator": 1, "Iterable": 1,
                "Iterator": 1, "Reversible": 1, "Sized": 0, "Container": 1, "Collection": 1, "Callable": 2,
                "AbstractSet": 1, "MutableSet": 1, "Mapping": 2, "MutableMapping": 2, "Sequence": 1,
                "MutableSequence": 1, "ByteString": 0, "MappingView": 1, "KeysView": 1, "ItemsView": 2,
                "ValuesView": 1, "Generator": 3, "AsyncGenerator": 2}
_collections_aliases = {"DefaultDict": ("defaultdict", 2), "OrderedDict": ("OrderedDict", 2),
                        "Counter": ("Counter", 1), "ChainMap": ("ChainMap", 2), "Deque": ("deque", 1)}
_made = {}


def form(name):
    found = _made.get(name)
    if found is None:
        bare, item = _forms[name]
        if name == "Union" and hasattr(UnionType, "__class_getitem__"):
            found = UnionType
        else:
            found = _Form(name, bare, item)
        _made[name] = found
    return found


def make(name):
    # The object that typing calls by this name, or None.
    if name in _forms:
        return form(name)
    if name in _builtin_aliases:
        origin, count = _builtin_aliases[name]
        return _BareAlias(origin, count, name)
    if name in _abc_aliases:
        import collections.abc
        return _BareAlias(getattr(collections.abc, "Set" if name == "AbstractSet" else name), _abc_aliases[name], name)
    if name in _collections_aliases:
        import collections
        origin, count = _collections_aliases[name]
        return _BareAlias(getattr(collections, origin), count, name)
    if name in ("ContextManager", "AsyncContextManager"):
        import contextlib
        return _BareAlias(getattr(contextlib, "Abstract" + name), 2, name)
    if name in ("Pattern", "Match"):
        import re
        return _BareAlias(getattr(re, name), 1, name)
    if name == "AnyStr":
        return TypeVar("AnyStr", bytes, str)
    if name in ("T", "KT", "VT"):
        return TypeVar(name)
    return None


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return super().__instancecheck__(obj)

    def __repr__(self):
        return "typing.Any" if self is Any else super().__repr__()


class Any(metaclass=_AnyMeta):
    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls)


for _cls in (TypeVar, ParamSpec, ParamSpecArgs, ParamSpecKwargs, TypeVarTuple, TypeAliasType, ForwardRef, Any):
    _cls.__module__ = "typing"
_Alias.__name__ = "_GenericAlias"
