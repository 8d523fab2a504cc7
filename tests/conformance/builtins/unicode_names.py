# Names of characters: literals, unicodedata.name and lookup, the unicode_escape codec, the namereplace handler, re.
import re
import unicodedata

print("\N{BULLET}\N{latin small letter e with acute}", ascii("\N{LINE FEED}"), f"\N{SNOWMAN}{1}")
print(b"\\N{SNOWMAN}x".decode("unicode_escape"), "\u2603a\udc80\n".encode("ascii", "namereplace"))
for c in ["a", " ", "\u3400", "\uac00", "\ud7a3", "\U0001f600", "\U0001b170", "\u2603", "\uf900", "\u0483", "\ufffd"]:
    print(ascii(c), unicodedata.name(c), unicodedata.lookup(unicodedata.name(c)) == c)
print(unicodedata.name("\n", None), unicodedata.name("\ue000", "none"))
names = ["cjk unified ideograph-4e00", "CJK UNIFIED IDEOGRAPH-4E00", "CJK UNIFIED IDEOGRAPH-4E0", "hangul syllable ga",
         "HANGUL SYLLABLE GAGG", "HANGUL SYLLABLE ", "line feed", "LATIN SMALL LETTER R WITH TILDE", " LINE FEED", "NULL", "A",
         "SPACE ", "", "x" * 300, "\u00e9", "KEYCAP DIGIT FIVE", "NO-BREAK SPACE", "nbsp"]
for name in names:
    try:
        print(name[:40], ascii(unicodedata.lookup(name)))
    except KeyError as e:
        print(repr(name[:40]), e)
for call in [lambda: unicodedata.name("\n"),
             lambda: eval(r"'\N{nothing}'"), lambda: eval(r"'\N'"), lambda: eval(r"'\N{'"), lambda: eval(r"'\N{}'"),
             lambda: b"\\N{nothing}".decode("unicode_escape"), lambda: b"\\N".decode("unicode_escape"), lambda: re.compile(r"\N{nothing}")]:
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)
print(re.findall(r"\N{BULLET}+", "a\u2022\u2022b"))
ﬁ = 3
print(fi, [k for k in globals() if k.startswith("f")])
count = total = 0
for c in range(0x700):
    name = unicodedata.name(chr(c), None)
    if name:
        count += unicodedata.lookup(name) == chr(c)
        total += len(name)
print(count, total)
