# SPDX-License-Identifier: MIT
# ast: syntax trees. The parser is the interpreter's own, its tree comes as tuples; node classes are made when they are asked for.
from __future__ import annotations

import sys
import _monty

PyCF_ONLY_AST = 1024
PyCF_TYPE_COMMENTS = 4096
PyCF_ALLOW_TOP_LEVEL_AWAIT = 8192
PyCF_OPTIMIZED_AST = 33792

# class: base, fields. A field with * is a list, with ? may be None, with ! is the context of an expression, with = an operator
# ("=*": several).
_GRAMMAR = """
Module mod body* type_ignores* | Interactive mod body* | Expression mod body | FunctionType mod argtypes* returns
FunctionDef stmt name args body* decorator_list* returns? type_comment? type_params*
AsyncFunctionDef stmt name args body* decorator_list* returns? type_comment? type_params*
ClassDef stmt name bases* keywords* body* decorator_list* type_params*
Return stmt value? | Delete stmt targets* | Assign stmt targets* value type_comment? | TypeAlias stmt name type_params* value
AugAssign stmt target op= value | AnnAssign stmt target annotation value? simple
For stmt target iter body* orelse* type_comment? | AsyncFor stmt target iter body* orelse* type_comment?
While stmt test body* orelse* | If stmt test body* orelse*
With stmt items* body* type_comment? | AsyncWith stmt items* body* type_comment?
Match stmt subject cases* | Raise stmt exc? cause? | Try stmt body* handlers* orelse* finalbody*
TryStar stmt body* handlers* orelse* finalbody* | Assert stmt test msg?
Import stmt names* | ImportFrom stmt module? names* level? | Global stmt names* | Nonlocal stmt names* | Expr stmt value
Pass stmt | Break stmt | Continue stmt
BoolOp expr op= values* | NamedExpr expr target value | BinOp expr left op= right | UnaryOp expr op= operand
Lambda expr args body | IfExp expr test body orelse | Dict expr keys* values* | Set expr elts*
ListComp expr elt generators* | SetComp expr elt generators* | DictComp expr key value generators*
GeneratorExp expr elt generators* | Await expr value | Yield expr value? | YieldFrom expr value
Compare expr left ops=* comparators* | Call expr func args* keywords*
FormattedValue expr value conversion format_spec? | Interpolation expr value str conversion format_spec?
JoinedStr expr values* | TemplateStr expr values* | Constant expr value kind?
Attribute expr value attr ctx! | Subscript expr value slice ctx! | Starred expr value ctx! | Name expr id ctx!
List expr elts* ctx! | Tuple expr elts* ctx! | Slice expr lower? upper? step?
Load expr_context | Store expr_context | Del expr_context | And boolop | Or boolop
Add operator | Sub operator | Mult operator | MatMult operator | Div operator | Mod operator | Pow operator | LShift operator
RShift operator | BitOr operator | BitXor operator | BitAnd operator | FloorDiv operator
Invert unaryop | Not unaryop | UAdd unaryop | USub unaryop
Eq cmpop | NotEq cmpop | Lt cmpop | LtE cmpop | Gt cmpop | GtE cmpop | Is cmpop | IsNot cmpop | In cmpop | NotIn cmpop
comprehension AST target iter ifs* is_async | ExceptHandler excepthandler type? name? body*
arguments AST posonlyargs* args* vararg? kwonlyargs* kw_defaults* kwarg? defaults*
arg AST arg annotation? type_comment? | keyword AST arg? value | alias AST name asname? | withitem AST context_expr optional_vars?
match_case AST pattern guard? body*
MatchValue pattern value | MatchSingleton pattern value | MatchSequence pattern patterns*
MatchMapping pattern keys* patterns* rest? | MatchClass pattern cls patterns* kwd_attrs* kwd_patterns* | MatchStar pattern name?
MatchAs pattern pattern? name? | MatchOr pattern patterns* | TypeIgnore type_ignore lineno tag
TypeVar type_param name bound? default_value? | ParamSpec type_param name default_value? | TypeVarTuple type_param name default_value?
mod AST | stmt AST | expr AST | expr_context AST | boolop AST | operator AST | unaryop AST | cmpop AST | excepthandler AST
pattern AST | type_ignore AST | type_param AST
"""
_POSITIONS = ("lineno", "col_offset", "end_lineno", "end_col_offset")
_PLACED = frozenset(("stmt", "expr", "excepthandler", "arg", "keyword", "alias", "pattern", "type_param"))
_rows = {}
_classes = {}


class AST:
    """A node of a syntax tree."""

    _fields = ()
    _attributes = ()
    __match_args__ = ()
    _marks = {}

    def __init__(self, *args, **kwargs):
        cls = type(self)
        fields = cls._fields
        if len(args) > len(fields):
            raise TypeError(f"{cls.__name__} constructor takes at most {len(fields)} positional argument{'s' * (len(fields) != 1)}")
        for name, value in zip(fields, args):
            setattr(self, name, value)
        for name, value in kwargs.items():
            if name in fields and fields.index(name) < len(args):
                raise TypeError(f"{cls.__name__} got multiple values for argument {name!r}")
            setattr(self, name, value)
        for name in fields[len(args):]:
            if name in kwargs:
                continue
            mark = cls._marks.get(name, "")
            if "*" in mark:
                setattr(self, name, [])
            elif mark == "!":
                setattr(self, name, _one("Load"))

    def __repr__(self):
        return f"<ast.{type(self).__name__} object at {id(self):#x}>"

    def __reduce__(self):
        return _revive, (type(self), self.__dict__.copy())


def _revive(cls, values):
    node = cls.__new__(cls)
    node.__dict__.update(values)
    return node


def _read_grammar():
    for line in _GRAMMAR.replace("\n", "|").split("|"):
        words = line.split()
        if words:
            _rows[words[0]] = words[1], words[2:]


def _class(name):
    """The class of that name, made now; None: there is none."""
    found = _classes.get(name)
    if found is not None:
        return found
    if not _rows:
        _read_grammar()
    if name not in _rows:
        return None
    base, words = _rows[name]
    fields, marks, defaults = [], {}, {}
    for word in words:
        field = word.rstrip("*?!=")
        fields.append(field)
        marks[field] = word[len(field):]
        if marks[field] == "?":
            defaults[field] = None
    placed = name in _PLACED or base in _PLACED
    space = {"__module__": "ast", "_fields": tuple(fields), "__match_args__": tuple(fields), "_marks": marks, **defaults}
    if placed:
        space["_attributes"] = _POSITIONS
        if name in ("expr", "stmt", "pattern", "type_param", "excepthandler", "arg", "keyword", "alias"):
            space["end_lineno"] = space["end_col_offset"] = None
    made = type(name, (AST if base == "AST" else _class(base),), space)
    _classes[name] = globals()[name] = made
    return made


def __getattr__(name):
    found = _class(name)
    if found is None:
        raise AttributeError(f"module 'ast' has no attribute {name!r}", name=name, obj=sys.modules["ast"])
    return found


def __dir__():
    if not _rows:
        _read_grammar()
    return sorted({*globals(), *_rows})


_singles = {}


def _one(name):
    """The one node that stands for an operator or a context in trees of the parser."""
    found = _singles.get(name)
    if found is None:
        found = _singles[name] = _class(name)()
    return found


def _build(row):
    if row is None:
        return None
    name = row[0]
    cls = _classes.get(name) or _class(name)
    node = object.__new__(cls)
    values = node.__dict__
    at = 5
    marks = cls._marks
    for field in cls._fields:
        if field == "type_comment":
            values[field] = None
            continue
        if field == "type_ignores":
            values[field] = []
            continue
        value = row[at]
        at += 1
        mark = marks[field]
        if type(value) is tuple:
            value = _build(value)
        elif type(value) is list:
            value = [_build(item) if type(item) is tuple else item for item in value] if mark != "=*" else [_one(item) for item in value]
        elif mark == "!" or mark == "=":
            value = _one(value)
        values[field] = value
    if cls._attributes:
        values["lineno"], values["col_offset"], values["end_lineno"], values["end_col_offset"] = row[1:5]
    return node


_MODES = {"exec": 0, "eval": 1, "single": 2}


def parse(source, filename="<unknown>", mode="exec", *, type_comments=False, feature_version=None, optimize=-1):
    """The tree of a source text."""
    if isinstance(source, AST):
        return source
    if isinstance(source, (bytes, bytearray, memoryview)):
        source = bytes(source).decode()
    elif not isinstance(source, str):
        raise TypeError("compile() arg 1 must be a string, bytes or AST object")
    if mode not in _MODES:
        raise ValueError("compile() mode must be 'exec', 'eval', 'single' or 'func_type'")
    if "\0" in source:
        raise SyntaxError("source code string cannot contain null bytes")
    return _build(_monty.syntax_tree(str(source), str(filename), _MODES[mode]))


def literal_eval(node_or_string):
    """The value of an expression of literals: strings, bytes, numbers, tuples, lists, dicts, sets, booleans, None, ..."""
    if isinstance(node_or_string, str):
        node_or_string = _monty.syntax_tree(node_or_string.lstrip(" \t"), "<unknown>", 1)[5]
        return _literal_of_row(node_or_string)
    if isinstance(node_or_string, _class("Expression")):
        node_or_string = node_or_string.body
    return _literal_of_row(_row_of(node_or_string))


_UNCONVERTED = frozenset(("Constant", "UnaryOp", "BinOp", "Tuple", "List", "Set", "Dict", "Name", "Call"))


def _row_of(node):
    # Only what literals are made of; anything else goes as it is, for the message.
    if not isinstance(node, AST):
        return node
    kind = type(node).__name__
    if kind not in _UNCONVERTED:
        return node
    row = [kind, getattr(node, "lineno", None), 0, 0, 0]
    for field in type(node)._fields:
        value = getattr(node, field, None)
        if isinstance(value, list):
            row.append([_row_of(item) for item in value])
        elif type(node)._marks[field] in ("!", "="):
            row.append(type(value).__name__)
        else:
            row.append(_row_of(value) if isinstance(value, AST) else value)
    row.append(node)
    return tuple(row)


def _malformed(row):
    line = ""
    node = row
    if isinstance(row, tuple):
        if row[1]:
            line = f" on line {row[1]}"
        node = row[-1] if isinstance(row[-1], AST) else _build(row)
    elif getattr(row, "lineno", None):
        line = f" on line {row.lineno}"
    return ValueError(f"malformed node or string{line}: {node!r}")


def _number_of_row(row):
    if isinstance(row, tuple):
        if row[0] == "Constant" and type(row[5]) in (int, float, complex):
            return row[5]
        if row[0] == "UnaryOp" and row[5] in ("UAdd", "USub"):
            inner = row[6]
            if isinstance(inner, tuple) and inner[0] == "Constant" and type(inner[5]) in (int, float, complex):
                return inner[5] if row[5] == "UAdd" else -inner[5]
            raise _malformed(inner)
    raise _malformed(row)


def _literal_of_row(row):
    if not isinstance(row, tuple):
        raise _malformed(row)
    kind = row[0]
    if kind == "Constant":
        return row[5]
    if kind == "Tuple":
        return tuple([_literal_of_row(item) for item in row[5]])
    if kind == "List":
        return [_literal_of_row(item) for item in row[5]]
    if kind == "Set":
        return {_literal_of_row(item) for item in row[5]}
    if kind == "Dict":
        keys, values = row[5], row[6]
        if len(keys) != len(values):
            raise _malformed(row)
        return {_literal_of_row(key): _literal_of_row(value) for key, value in zip(keys, values)}
    if kind == "Call" and isinstance(row[5], tuple) and row[5][0] == "Name" and row[5][5] == "set" and not row[6] and not row[7]:
        return set()
    if kind == "BinOp" and row[6] in ("Add", "Sub"):
        left, right = _number_of_row(row[5]), None
        if isinstance(row[7], tuple) and row[7][0] == "Constant":
            right = _number_of_row(row[7])
        if type(left) in (int, float) and type(right) is complex:
            return left + right if row[6] == "Add" else left - right
        raise _malformed(row)
    return _number_of_row(row)


# ---- walking

def iter_fields(node):
    for field in node._fields:
        try:
            yield field, getattr(node, field)
        except AttributeError:
            pass


def iter_child_nodes(node):
    for _, value in iter_fields(node):
        if isinstance(value, AST):
            yield value
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, AST):
                    yield item


def walk(node):
    """The node and all below it, level by level."""
    from collections import deque
    todo = deque([node])
    while todo:
        node = todo.popleft()
        todo.extend(iter_child_nodes(node))
        yield node


class NodeVisitor:
    """Calls visit_NAME(node) for each node, generic_visit where there is none."""

    def visit(self, node):
        return getattr(self, "visit_" + type(node).__name__, self.generic_visit)(node)

    def generic_visit(self, node):
        for _, value in iter_fields(node):
            if isinstance(value, list):
                for item in value:
                    if isinstance(item, AST):
                        self.visit(item)
            elif isinstance(value, AST):
                self.visit(value)


class NodeTransformer(NodeVisitor):
    """A visitor whose results take the place of the nodes; None removes one."""

    def generic_visit(self, node):
        for field, value in iter_fields(node):
            if isinstance(value, list):
                kept = []
                for item in value:
                    if isinstance(item, AST):
                        item = self.visit(item)
                        if item is None:
                            continue
                        if not isinstance(item, AST):
                            kept.extend(item)
                            continue
                    kept.append(item)
                value[:] = kept
            elif isinstance(value, AST):
                changed = self.visit(value)
                if changed is None:
                    delattr(node, field)
                else:
                    setattr(node, field, changed)
        return node


def copy_location(new_node, old_node):
    for name in _POSITIONS:
        if name in old_node._attributes and name in new_node._attributes:
            value = getattr(old_node, name, None)
            if value is not None or hasattr(old_node, name) and name.startswith("end_"):
                setattr(new_node, name, value)
    return new_node


def fix_missing_locations(node):
    """Gives nodes without a position their parent's."""
    def fix(node, place):
        place = list(place)
        for i, name in enumerate(_POSITIONS):
            if name in node._attributes:
                if getattr(node, name, None) is None:
                    setattr(node, name, place[i])
                else:
                    place[i] = getattr(node, name)
        for child in iter_child_nodes(node):
            fix(child, place)
    fix(node, (1, 0, 1, 0))
    return node


def increment_lineno(node, n=1):
    for child in walk(node):
        if isinstance(child, _class("TypeIgnore")):
            child.lineno = getattr(child, "lineno", 0) + n
            continue
        if "lineno" in child._attributes:
            child.lineno = getattr(child, "lineno", 0) + n
        if "end_lineno" in child._attributes and getattr(child, "end_lineno", None) is not None:
            child.end_lineno += n
    return node


def get_docstring(node, clean=True):
    if type(node).__name__ not in ("AsyncFunctionDef", "FunctionDef", "ClassDef", "Module"):
        raise TypeError(f"{type(node).__name__!r} can't have docstrings")
    if not node.body or not isinstance(node.body[0], _class("Expr")):
        return None
    value = node.body[0].value
    if not isinstance(value, _class("Constant")) or not isinstance(value.value, str):
        return None
    if clean:
        import inspect
        return inspect.cleandoc(value.value)
    return value.value


def get_source_segment(source, node, *, padded=False):
    """The part of the source that the node stands for."""
    try:
        if node.end_lineno is None or node.end_col_offset is None:
            return None
        first, last = node.lineno - 1, node.end_lineno - 1
        start, end = node.col_offset, node.end_col_offset
    except AttributeError:
        return None
    lines = [line.encode() for line in source.splitlines(keepends=True)]
    if first == last:
        return lines[first][start:end].decode()
    head = lines[first][start:].decode()
    if padded:
        head = "".join([char if char in "\f\t" else " " for char in lines[first][:start].decode()]) + head
    return head + "".join([line.decode() for line in lines[first + 1:last]]) + lines[last][:end].decode()


def dump(node, annotate_fields=True, include_attributes=False, *, indent=None, show_empty=False):
    """The tree as the text of an expression."""
    if not isinstance(node, AST):
        raise TypeError(f"expected AST, got {type(node).__name__!r}")
    if indent is not None and not isinstance(indent, str):
        indent = " " * indent

    def show(node, level):
        if isinstance(node, list):
            if not node:
                return "[]", True
            items = [show(item, level + 1)[0] for item in node]
            if indent is None:
                return f"[{', '.join(items)}]", False
            gap = "\n" + indent * (level + 1)
            return f"[{gap}{f',{gap}'.join(items)}]", False
        if not isinstance(node, AST):
            return repr(node), True
        cls = type(node)
        args, simple, keywords, skipped = [], True, annotate_fields, []
        for name in node._fields:
            try:
                value = getattr(node, name)
            except AttributeError:
                keywords = True
                continue
            if value is None and getattr(cls, name, ...) is None:
                keywords = True
                continue
            if not show_empty:
                if value == [] and "*" in cls._marks.get(name, ""):
                    if not keywords:
                        skipped.append("[]")
                    continue
                if not keywords:
                    args.extend(skipped)
                    skipped = []
            text, plain = show(value, level + 1)
            simple = simple and plain
            args.append(f"{name}={text}" if keywords else text)
        if include_attributes:
            for name in node._attributes:
                try:
                    value = getattr(node, name)
                except AttributeError:
                    continue
                if value is None and getattr(cls, name, ...) is None:
                    continue
                text, plain = show(value, level + 1)
                simple = simple and plain
                args.append(f"{name}={text}")
        if indent is None or simple and len(args) <= 3:
            return f"{cls.__name__}({', '.join(args)})", not args
        gap = "\n" + indent * (level + 1)
        return f"{cls.__name__}({gap}{f',{gap}'.join(args)})", False

    return show(node, 0)[0]


def unparse(ast_obj):
    """A source text with that tree."""
    from _ast_text import text_of
    return text_of(ast_obj)
