import atexit
import html
import io
import json.decoder
import json.encoder
import pkgutil
import quopri
import re
import string
import _string
from http.cookies import CookieError, SimpleCookie
from xml.sax.saxutils import XMLGenerator, escape, quoteattr, unescape

c = SimpleCookie()
c["name"] = "value"
c["name"]["path"] = "/"
c["name"]["max-age"] = 3600
c["name"]["secure"] = True
c["other"] = 'with "quotes", spaces; and ü'
print(c.output(sep="\n"))
print(c["other"].value, c["other"].coded_value, repr(c), c["name"].OutputString(["path"]))
d = SimpleCookie('a=1; b="x\\"y"; c=z; Path=/p; bad')
print({key: m.value for key, m in d.items()}, d["c"]["path"] if "c" in d else None)
d = SimpleCookie('a=1; b="x\\054y"; $Version=1')
print({key: m.value for key, m in d.items()})
for call in (lambda: c.__setitem__("bad name", 1), lambda: c["name"].__setitem__("nope", 1), lambda: c.__setitem__("path", 1)):
    try:
        call()
    except CookieError as e:
        print(e)

print(escape("a<b>&c", {"c": "d"}), unescape("&lt;a&gt;&amp;lt;"), quoteattr('x"y'), quoteattr("a'b\"c\n"), quoteattr("p"))
out = io.StringIO()
g = XMLGenerator(out, "utf-8", short_empty_elements=True)
g.startDocument()
g.startElement("root", {"a": "1 & 2"})
g.startElement("empty", {})
g.endElement("empty")
g.characters("text <here>")
g.ignorableWhitespace(" ")
g.processingInstruction("pi", "data")
g.endElement("root")
g.endDocument()
print(out.getvalue())

print(quopri.encodestring(b"caf\xc3\xa9 = x \t\nlong" + b"y" * 90), quopri.decodestring(b"caf=C3=A9 =3D x=20=\nmore"), quopri.encodestring(b"a b_", header=True))
print(quopri.decodestring(b"a_b=5F", header=True), quopri.encodestring(b"a b\tc", quotetabs=True))
seen = []


@atexit.register
def last():
    seen.append("last")


atexit.register(seen.append, "first")
print(atexit._ncallbacks())
atexit._run_exitfuncs()
print(seen, atexit._ncallbacks())
atexit.register(last)
atexit.unregister(last)
atexit._run_exitfuncs()
print(seen)
try:
    atexit.register(3)
except TypeError as e:
    print(e)
print(pkgutil.resolve_name("collections:OrderedDict.fromkeys")([1]), pkgutil.resolve_name("os.path.join")("a", "b"), pkgutil.resolve_name("json").__name__)
for name in ("no_such:x", "collections:Nope", "1x"):
    try:
        pkgutil.resolve_name(name)
    except (ImportError, AttributeError, ValueError) as e:
        print(type(e).__name__, e)
print(re.sub(r"&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)", html._replace_charref, "a &lt; &#65; &#x42; &nope; &amp"))
print(list(_string.formatter_parser("a{b!r:>{w}}c{{}}")), list(_string.formatter_field_name_split("a.b[0][k]")[1]))
print(json.encoder.encode_basestring_ascii('a"é\n'), json.encoder.encode_basestring('a"é\n'), json.decoder.scanstring('["a\\nb", 1]', 2))
try:
    json.encoder.encode_basestring_ascii(3)
except TypeError as e:
    print(e)
