import gettext
import io
import struct
from gettext import GNUTranslations, NullTranslations, c2py


def catalogue(messages, order="<"):
    ids = sorted(messages)
    keys = b"".join(k + b"\0" for k in ids)
    texts = b"".join(messages[k] + b"\0" for k in ids)
    head = 28
    at_keys, at_texts = head + 16 * len(ids), head + 16 * len(ids) + len(keys)
    table = []
    for source, at in ((ids, at_keys), ([messages[k] for k in ids], at_texts)):
        for item in source:
            table += [len(item), at]
            at += len(item) + 1
    magic = 0x950412DE
    return struct.pack(order + "7I", magic, 0, len(ids), head, head + 8 * len(ids), 0, 0) + struct.pack(order + f"{len(table)}I", *table) + keys + texts


plain = NullTranslations()
print(plain.gettext("one"), plain.ngettext("a file", "files", 1), plain.ngettext("a file", "files", 3), plain.pgettext("c", "m"),
      plain.npgettext("c", "m", "ms", 2), plain.info(), plain.charset())
print(gettext.gettext("hello"), gettext.ngettext("x", "xs", 2), gettext.pgettext("menu", "Open"), gettext.dgettext("d", "t"))
print(gettext.textdomain(), gettext.textdomain("mine"), gettext.textdomain())
print(gettext.bindtextdomain("mine", "/nowhere"), gettext.bindtextdomain("mine"))
print(type(gettext.translation("mine", fallback=True)).__name__)
try:
    gettext.translation("mine", languages=["C"])
except FileNotFoundError as e:
    print(e, e.filename, e.errno)
print(gettext.find("mine", languages=["C"]), gettext.find("mine", languages=["C"], all=True))

for order in "<>":
    data = catalogue({
        b"": b"Project-Id-Version: 1\nContent-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : "
             b"n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2;\n",
        b"cat": "кошка".encode(), b"menu\4Open": "Открыть".encode(),
        b"%d cat\0%d cats": "%d кошка\0%d кошки\0%d кошек".encode()}, order)
    t = GNUTranslations(io.BytesIO(data))
    print(t.gettext("cat"), t.gettext("dog"), t.pgettext("menu", "Open"), t.pgettext("menu", "Close"), t.charset())
    print([t.ngettext("%d cat", "%d cats", n) % n for n in (1, 2, 5, 11, 21, 112)], t.ngettext("dog", "dogs", 2))
    print(sorted(t.info()))
fallback = NullTranslations()
fallback.gettext = lambda m: m.upper()
t.add_fallback(fallback)
print(t.gettext("dog"), t.gettext("cat"))
for bad in (b"x" * 30, struct.pack("<5I", 0x950412DE, 9 << 16, 0, 28, 28)):
    try:
        print(GNUTranslations(io.BytesIO(bad)))
    except OSError as e:
        print(type(e).__name__, e)
for rule in ("n != 1", "0", "n%2", "(n==1 ? 0 : n>1 && n<5 ? 1 : 2)", "!n", "!(n>3)", "n/2+1-1", "n<2 ? n : 7"):
    print(rule, [c2py(rule)(n) for n in range(7)])
for rule in ("", "n n", "x", "n +", "(n", "n)", "n ? 1", "n#", "n" * 1001, "(" * 300 + "n" + ")" * 300):
    try:
        print(c2py(rule)(1))
    except ValueError as e:
        print(str(e).split(":")[0][:44])
    except RecursionError:
        print("recursion")
try:
    c2py("n")("a")
except TypeError as e:
    print(e)
