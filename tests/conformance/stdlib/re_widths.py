# Reached for by parsers that sort their terminals.
import re
from re import _constants, _parser

for pattern in ("", "a", "ab|c", "a*", "a+b?", "(?:ab){2,5}", "[a-z]{3}", r"\b\d+\.(?=x)", "(a|bcd)(\\1)?", "(?i:x)y{4}", ".{2,}", "(?P<n>a*)(?P=n)"):
    lo, hi = _parser.parse(pattern).getwidth()
    print(pattern, lo, "unbounded" if hi >= _constants.MAXREPEAT else hi)
print(_parser.parse(b"ab").getwidth(), _parser.parse("a b", re.X).getwidth())
try:
    _parser.parse("(")
except _constants.error as e:
    print(e, e.pos)
