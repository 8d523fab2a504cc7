import io
import token
import tokenize

TEXT = '''# first
def f(a, *, b=1_000):  # comment
    """Doc
    string."""
    if a and (b >
              2):
        return f"{a!r:>{b}} {{x}} {b=}" + rf'\\d{a}' \\
            + 'é'

\tx = 0x1F, 1e5j, .5, 5.
    y: int = a @ b // 3 ** 2 -> ... := !=
class É: pass
'''
for t in tokenize.generate_tokens(io.StringIO(TEXT.replace("\\tx", "    x").replace("\t", "    ")).readline):
    print(tokenize.tok_name[t.type], repr(t.string), t.start, t.end, tokenize.tok_name[t.exact_type])
for text in ("", "x", "x # c", "# c", "\n\n", "if x:\n  y\n\n  # c\nz", "(1,\n 2)\n", "a $ ? b", "f'''{\na\n}'''", "f'{x:{y}}'", "a\r\nb"):
    print([(tokenize.tok_name[t[0]], t[1], t[2], t[3]) for t in tokenize.generate_tokens(io.StringIO(text).readline)])
for text in ("'abc\n", "(1", "if x:\n    y\n  z\n", "'''a"):
    try:
        print(list(tokenize.generate_tokens(io.StringIO(text).readline)) and None)
    except (tokenize.TokenError, IndentationError) as e:
        print(type(e).__name__, e.args[0])
data = "# -*- coding: latin-1 -*-\ns = 'ü'\n".encode("latin-1")
tokens = list(tokenize.tokenize(io.BytesIO(data).readline))
print(tokens[0].string, [t.string for t in tokens], tokenize.untokenize(tokens) == data)
print(tokenize.detect_encoding(io.BytesIO(b"\xef\xbb\xbfx\n").readline), tokenize.detect_encoding(io.BytesIO(b"x = 1\n").readline))
try:
    tokenize.detect_encoding(io.BytesIO(b"# coding: nonsense\n").readline)
except SyntaxError as e:
    print(e)
tokens = list(tokenize.generate_tokens(io.StringIO("def f( x ):\n    return  x+1 # ok\n").readline))
print(tokenize.untokenize(tokens))
print(tokenize.untokenize([t[:2] for t in tokens]))
print(tokens[0], tokens[0].line == tokens[3].line)
print(token.tok_name[token.NAME], token.ISTERMINAL(token.NAME), token.ISEOF(token.ENDMARKER), token.EXACT_TOKEN_TYPES["->"] == token.RARROW)
