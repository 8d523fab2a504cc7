# SPDX-License-Identifier: MIT
# ast.unparse: a tree as source text. Expressions are put in brackets where their operator binds less tightly than its place needs.
from __future__ import annotations

_BINARY = {"Add": ("+", 11), "Sub": ("-", 11), "Mult": ("*", 12), "MatMult": ("@", 12), "Div": ("/", 12), "Mod": ("%", 12),
           "FloorDiv": ("//", 12), "LShift": ("<<", 10), "RShift": (">>", 10), "BitOr": ("|", 7), "BitXor": ("^", 8), "BitAnd": ("&", 9),
           "Pow": ("**", 14)}
_UNARY = {"Invert": ("~", 13), "Not": ("not ", 5), "UAdd": ("+", 13), "USub": ("-", 13)}
_COMPARE = {"Eq": "==", "NotEq": "!=", "Lt": "<", "LtE": "<=", "Gt": ">", "GtE": ">=", "Is": "is", "IsNot": "is not", "In": "in",
            "NotIn": "not in"}
# How tightly a place binds, loosest first.
_NAMED, _TUPLE, _YIELD, _TEST, _OR, _AND, _NOT, _CMP, _EXPR = 0, 0.5, 1, 2, 3, 4, 5, 6, 7
_AWAIT, _ATOM = 15, 16


def text_of(node):
    writer = _Writer()
    kind = type(node).__name__
    if kind in ("Module", "Interactive"):
        writer.body(node.body, 0, docstring=kind == "Module")
    elif kind == "Expression":
        return writer.expr(node.body, _NAMED)
    elif isinstance(node, list):
        writer.body(node, 0)
    elif hasattr(writer, "do_" + kind):
        writer.statement(node, 0)
    elif hasattr(writer, "pat_" + kind):
        return writer.pattern(node)
    elif kind == "arguments":
        return writer.arguments(node)
    elif kind == "arg":
        return writer.arg(node)
    else:
        return writer.expr(node, _NAMED)
    return "\n".join(writer.lines).lstrip("\n")


class _Writer:
    def __init__(self):
        self.lines = []

    # ---- statements

    def put(self, level, text):
        self.lines.append("    " * level + text)

    def body(self, statements, level, docstring=False):
        for at, node in enumerate(statements):
            if at == 0 and docstring and self.put_docstring(node, level):
                continue
            self.statement(node, level)

    def put_docstring(self, node, level):
        value = getattr(node, "value", None)
        if type(node).__name__ != "Expr" or type(value).__name__ != "Constant" or not isinstance(value.value, str):
            return False
        text = value.value.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
        if text.endswith('"'):
            text = text[:-1] + '\\"'
        self.lines.append("    " * level + f'"""{text}"""')
        return True

    def statement(self, node, level):
        getattr(self, "do_" + type(node).__name__)(node, level)

    def block(self, level, head, statements, docstring=False):
        self.put(level, head + ":")
        self.body(statements, level + 1, docstring)

    def do_Expr(self, node, level):
        self.put(level, self.expr(node.value, _YIELD))

    def do_Pass(self, node, level):
        self.put(level, type(node).__name__.lower())

    do_Break = do_Continue = do_Pass

    def do_Return(self, node, level):
        self.put(level, "return" + (f" {self.expr(node.value, _TEST)}" if node.value is not None else ""))

    def do_Delete(self, node, level):
        self.put(level, "del " + self.listed(node.targets))

    def do_Global(self, node, level):
        self.put(level, f"{type(node).__name__.lower()} {', '.join(node.names)}")

    do_Nonlocal = do_Global

    def do_Assign(self, node, level):
        self.put(level, "".join([self.expr(target, _TUPLE) + " = " for target in node.targets]) + self.expr(node.value, _TEST))

    def do_AugAssign(self, node, level):
        self.put(level, f"{self.expr(node.target, _ATOM)} {_BINARY[type(node.op).__name__][0]}= {self.expr(node.value, _TEST)}")

    def do_AnnAssign(self, node, level):
        target = self.expr(node.target, _ATOM)
        if not node.simple and type(node.target).__name__ == "Name":
            target = f"({target})"
        value = f" = {self.expr(node.value, _TEST)}" if node.value is not None else ""
        self.put(level, f"{target}: {self.expr(node.annotation, _TEST)}{value}")

    def do_TypeAlias(self, node, level):
        self.put(level, f"type {self.expr(node.name, _ATOM)}{self.type_params(node)} = {self.expr(node.value, _TEST)}")

    def do_Raise(self, node, level):
        text = "raise"
        if node.exc is not None:
            text += " " + self.expr(node.exc, _TEST)
            if node.cause is not None:
                text += " from " + self.expr(node.cause, _TEST)
        self.put(level, text)

    def do_Assert(self, node, level):
        self.put(level, "assert " + self.expr(node.test, _TEST) + (f", {self.expr(node.msg, _TEST)}" if node.msg is not None else ""))

    def do_Import(self, node, level):
        self.put(level, "import " + ", ".join([self.alias(name) for name in node.names]))

    def do_ImportFrom(self, node, level):
        module = "." * (node.level or 0) + (node.module or "")
        self.put(level, f"from {module} import {', '.join([self.alias(name) for name in node.names])}")

    def alias(self, node):
        return node.name + (f" as {node.asname}" if node.asname else "")

    def do_If(self, node, level, word="if"):
        self.block(level, f"{word} {self.expr(node.test, _TEST)}", node.body)
        rest = node.orelse
        if len(rest) == 1 and type(rest[0]).__name__ == "If":
            self.do_If(rest[0], level, "elif")
        elif rest:
            self.block(level, "else", rest)

    def do_While(self, node, level):
        self.block(level, f"while {self.expr(node.test, _TEST)}", node.body)
        if node.orelse:
            self.block(level, "else", node.orelse)

    def do_For(self, node, level, word="for"):
        self.block(level, f"{word} {self.expr(node.target, _TUPLE)} in {self.expr(node.iter, _TEST)}", node.body)
        if node.orelse:
            self.block(level, "else", node.orelse)

    def do_AsyncFor(self, node, level):
        self.do_For(node, level, "async for")

    def do_With(self, node, level, word="with"):
        items = []
        for item in node.items:
            text = self.expr(item.context_expr, _TEST)
            if item.optional_vars is not None:
                text += " as " + self.expr(item.optional_vars, _ATOM)
            items.append(text)
        self.block(level, f"{word} {', '.join(items)}", node.body)

    def do_AsyncWith(self, node, level):
        self.do_With(node, level, "async with")

    def do_Try(self, node, level, star=""):
        self.block(level, "try", node.body)
        for handler in node.handlers:
            head = "except" + star
            if handler.type is not None:
                head += " " + self.expr(handler.type, _TEST)
            if handler.name:
                head += f" as {handler.name}"
            self.block(level, head, handler.body)
        if node.orelse:
            self.block(level, "else", node.orelse)
        if node.finalbody:
            self.block(level, "finally", node.finalbody)

    def do_TryStar(self, node, level):
        self.do_Try(node, level, "*")

    def decorated(self, node, level):
        self.lines.append("")
        for decorator in node.decorator_list:
            self.put(level, "@" + self.expr(decorator, _TEST))

    def do_ClassDef(self, node, level):
        self.decorated(node, level)
        inside = [self.expr(base, _TEST) for base in node.bases] + [self.keyword(word) for word in node.keywords]
        args = f"({', '.join(inside)})" if inside else ""
        self.block(level, f"class {node.name}{self.type_params(node)}{args}", node.body, docstring=True)

    def do_FunctionDef(self, node, level, word="def"):
        self.decorated(node, level)
        returns = f" -> {self.expr(node.returns, _TEST)}" if node.returns is not None else ""
        self.block(level, f"{word} {node.name}{self.type_params(node)}({self.arguments(node.args)}){returns}", node.body, docstring=True)

    def do_AsyncFunctionDef(self, node, level):
        self.do_FunctionDef(node, level, "async def")

    def type_params(self, node):
        params = getattr(node, "type_params", None)
        if not params:
            return ""
        out = []
        for param in params:
            text = {"TypeVarTuple": "*", "ParamSpec": "**"}.get(type(param).__name__, "") + param.name
            if getattr(param, "bound", None) is not None:
                text += f": {self.expr(param.bound, _TEST)}"
            if getattr(param, "default_value", None) is not None:
                text += f" = {self.expr(param.default_value, _TEST)}"
            out.append(text)
        return f"[{', '.join(out)}]"

    def arg(self, node):
        return node.arg + (f": {self.expr(node.annotation, _TEST)}" if node.annotation is not None else "")

    def arguments(self, node):
        out = []
        plain = node.posonlyargs + node.args
        first_default = len(plain) - len(node.defaults)
        for at, arg in enumerate(plain):
            text = self.arg(arg)
            if at >= first_default:
                text += f"={self.expr(node.defaults[at - first_default], _TEST)}"
            out.append(text)
            if at + 1 == len(node.posonlyargs):
                out.append("/")
        if node.vararg is not None:
            out.append("*" + self.arg(node.vararg))
        elif node.kwonlyargs:
            out.append("*")
        for arg, default in zip(node.kwonlyargs, node.kw_defaults):
            out.append(self.arg(arg) + (f"={self.expr(default, _TEST)}" if default is not None else ""))
        if node.kwarg is not None:
            out.append("**" + self.arg(node.kwarg))
        return ", ".join(out)

    # ---- match

    def do_Match(self, node, level):
        self.put(level, f"match {self.expr(node.subject, _TEST)}:")
        for case in node.cases:
            guard = f" if {self.expr(case.guard, _TEST)}" if case.guard is not None else ""
            self.block(level + 1, f"case {self.pattern(case.pattern)}{guard}", case.body)

    def pattern(self, node, place=_TEST):
        return getattr(self, "pat_" + type(node).__name__)(node, place)

    def pat_MatchValue(self, node, place):
        return self.expr(node.value, _TEST)

    def pat_MatchSingleton(self, node, place):
        return repr(node.value)

    def pat_MatchSequence(self, node, place):
        return f"[{', '.join([self.pattern(part) for part in node.patterns])}]"

    def pat_MatchStar(self, node, place):
        return "*" + (node.name or "_")

    def pat_MatchMapping(self, node, place):
        parts = [f"{self.expr(key, _TEST)}: {self.pattern(part)}" for key, part in zip(node.keys, node.patterns)]
        if node.rest is not None:
            parts.append("**" + node.rest)
        return "{" + ", ".join(parts) + "}"

    def pat_MatchClass(self, node, place):
        parts = [self.pattern(part) for part in node.patterns]
        parts += [f"{name}={self.pattern(part)}" for name, part in zip(node.kwd_attrs, node.kwd_patterns)]
        return f"{self.expr(node.cls, _ATOM)}({', '.join(parts)})"

    def pat_MatchAs(self, node, place):
        if node.name is None:
            return "_"
        if node.pattern is None:
            return node.name
        text = f"{self.pattern(node.pattern, _EXPR)} as {node.name}"
        return f"({text})" if place > _TEST else text

    def pat_MatchOr(self, node, place):
        text = " | ".join([self.pattern(part, _EXPR + 1) for part in node.patterns])
        return f"({text})" if place > _EXPR else text

    # ---- expressions

    def listed(self, nodes, place=_TEST):
        return ", ".join([self.expr(node, place) for node in nodes])

    def expr(self, node, place):
        text, binds = getattr(self, "ex_" + type(node).__name__)(node)
        return f"({text})" if binds < place else text

    def keyword(self, node):
        value = self.expr(node.value, _TEST)
        return f"**{value}" if node.arg is None else f"{node.arg}={value}"

    def ex_Name(self, node):
        return node.id, _ATOM

    def ex_Constant(self, node):
        value = node.value
        if value is ...:
            return "...", _ATOM
        if isinstance(value, (float, complex)):
            return repr(value).replace("inf", "1e309").replace("nan", "(1e309-1e309)"), _ATOM
        if node.kind == "u":
            return "u" + repr(value), _ATOM
        return repr(value), _ATOM

    def ex_Tuple(self, node):
        if not node.elts:
            return "()", _ATOM
        return self.listed(node.elts) + ("," if len(node.elts) == 1 else ""), _TUPLE

    def ex_List(self, node):
        return f"[{self.listed(node.elts)}]", _ATOM

    def ex_Set(self, node):
        return ("{" + self.listed(node.elts) + "}" if node.elts else "{*()}"), _ATOM

    def ex_Dict(self, node):
        parts = [f"**{self.expr(value, _EXPR)}" if key is None else f"{self.expr(key, _TEST)}: {self.expr(value, _TEST)}"
                 for key, value in zip(node.keys, node.values)]
        return "{" + ", ".join(parts) + "}", _ATOM

    def ex_Starred(self, node):
        return "*" + self.expr(node.value, _EXPR), _ATOM

    def ex_Attribute(self, node):
        text = self.expr(node.value, _ATOM)
        if type(node.value).__name__ == "Constant" and isinstance(node.value.value, int) and not isinstance(node.value.value, bool):
            text += " "
        return f"{text}.{node.attr}", _ATOM

    def ex_Subscript(self, node):
        inside = node.slice
        if type(inside).__name__ == "Tuple" and inside.elts:
            text = self.ex_Tuple(inside)[0]
        else:
            text = self.expr(inside, _TUPLE)
        return f"{self.expr(node.value, _ATOM)}[{text}]", _ATOM

    def ex_Slice(self, node):
        text = (self.expr(node.lower, _TEST) if node.lower is not None else "") + ":"
        if node.upper is not None:
            text += self.expr(node.upper, _TEST)
        if node.step is not None:
            text += ":" + self.expr(node.step, _TEST)
        return text, _ATOM

    def ex_Call(self, node):
        inside = [self.expr(arg, _TEST) for arg in node.args] + [self.keyword(word) for word in node.keywords]
        return f"{self.expr(node.func, _ATOM)}({', '.join(inside)})", _ATOM

    def ex_BinOp(self, node):
        sign, binds = _BINARY[type(node.op).__name__]
        if sign == "**":
            return f"{self.expr(node.left, binds + 1)} ** {self.expr(node.right, binds)}", binds
        return f"{self.expr(node.left, binds)} {sign} {self.expr(node.right, binds + 1)}", binds

    def ex_UnaryOp(self, node):
        sign, binds = _UNARY[type(node.op).__name__]
        return sign + self.expr(node.operand, binds), binds

    def ex_BoolOp(self, node):
        word, binds = (" and ", _AND) if type(node.op).__name__ == "And" else (" or ", _OR)
        # Each value binds more tightly than the one before it.
        return word.join([self.expr(value, min(binds + 1 + at, _ATOM)) for at, value in enumerate(node.values)]), binds

    def ex_Compare(self, node):
        text = self.expr(node.left, _CMP + 1)
        for op, right in zip(node.ops, node.comparators):
            text += f" {_COMPARE[type(op).__name__]} {self.expr(right, _CMP + 1)}"
        return text, _CMP

    def ex_IfExp(self, node):
        return f"{self.expr(node.body, _TEST + 1)} if {self.expr(node.test, _TEST + 1)} else {self.expr(node.orelse, _TEST)}", _TEST

    def ex_Lambda(self, node):
        args = self.arguments(node.args)
        return f"lambda{' ' + args if args else ''}: {self.expr(node.body, _TEST)}", _TEST

    def ex_NamedExpr(self, node):
        return f"{self.expr(node.target, _ATOM)} := {self.expr(node.value, _ATOM)}", _NAMED

    def ex_Await(self, node):
        return f"await {self.expr(node.value, _ATOM)}", _AWAIT

    def ex_Yield(self, node):
        return "yield" + (f" {self.expr(node.value, _ATOM)}" if node.value is not None else ""), _YIELD

    def ex_YieldFrom(self, node):
        return f"yield from {self.expr(node.value, _ATOM)}", _YIELD

    def loops(self, node):
        out = []
        for part in node.generators:
            text = f" {'async ' if part.is_async else ''}for {self.expr(part.target, _TUPLE)} in {self.expr(part.iter, _TEST + 1)}"
            out.append(text + "".join([f" if {self.expr(test, _TEST + 1)}" for test in part.ifs]))
        return "".join(out)

    def ex_ListComp(self, node):
        return f"[{self.expr(node.elt, _TEST)}{self.loops(node)}]", _ATOM

    def ex_SetComp(self, node):
        return "{" + self.expr(node.elt, _TEST) + self.loops(node) + "}", _ATOM

    def ex_GeneratorExp(self, node):
        return f"({self.expr(node.elt, _TEST)}{self.loops(node)})", _ATOM

    def ex_DictComp(self, node):
        return "{" + f"{self.expr(node.key, _TEST)}: {self.expr(node.value, _TEST)}{self.loops(node)}" + "}", _ATOM

    # ---- f-strings

    def ex_JoinedStr(self, node, prefix="f"):
        parts = []
        self.template_parts(node.values, parts)
        body = "".join(parts)
        plain = "".join([value.value for value in node.values if type(value).__name__ == "Constant"])
        for quote in ("'", '"', '"""', "'''"):
            if quote not in plain and not plain.endswith(quote[0]) and (len(quote) == 3 or "\n" not in body):
                return f"{prefix}{quote}{body}{quote}", _ATOM
        return f"{prefix}'{body}'", _ATOM

    def ex_TemplateStr(self, node):
        return self.ex_JoinedStr(node, "t")

    def ex_FormattedValue(self, node):
        parts = []
        self.template_parts([node], parts)
        return f"f'{''.join(parts)}'", _ATOM

    def template_parts(self, values, parts):
        for value in values:
            kind = type(value).__name__
            if kind == "Constant":
                text = value.value.replace("{", "{{").replace("}", "}}")
                parts.append(text.encode("unicode_escape").decode() if "\\" in text or not text.isprintable() else text)
                continue
            if kind == "JoinedStr":
                self.template_parts(value.values, parts)
                continue
            inner = self.expr(value.value, _TEST + 1)
            if inner.startswith("{"):
                inner = " " + inner
            parts.append("{" + inner)
            if value.conversion != -1:
                parts.append("!" + chr(value.conversion))
            if value.format_spec is not None:
                parts.append(":")
                self.template_parts(value.format_spec.values, parts)
            parts.append("}")
