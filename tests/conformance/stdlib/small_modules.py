import linecache
import mimetypes
import urllib.error

types = mimetypes.MimeTypes()  # no file of the system

for name in ("a.json", "B.PDF", "x.tar.gz", "y.tgz", "z.unknown", "noext", "p/q.html", "http://h.com/a.png?x=1.txt", "data:text/html,hi", "data:,x", "c.csv.bz2", ".hidden",
             "pic.jpeg", "m.py", "s.md", "t.txt", "v.mp4", "i.svg", "k.zip", "f.js", "g.css", "h.xml", "n.webp", "l.mp3", "e.svgz"):
    print(name, types.guess_type(name))
print(types.guess_extension("application/json"), types.guess_extension("text/html"), types.guess_extension("no/such"), types.guess_extension("image/png"))
types.add_type("application/x-mine", ".mine")
print(types.guess_type("a.mine"), types.guess_all_extensions("application/x-mine"))
print(repr(linecache.getline(__file__, 2)), repr(linecache.getline(__file__, 99999)), repr(linecache.getline("nothing", 1)))
for error in (urllib.error.URLError("down"), urllib.error.HTTPError("http://x", 404, "Not Found", {}, None)):
    try:
        raise error
    except urllib.error.URLError as caught:
        print(type(caught).__name__, caught, isinstance(caught, OSError), caught.reason)

import html
import html.entities

print(html.unescape("&hearts;&Alpha;&frac12;&eacute&copy 2024 &ampx &notit; &bogus; &check;&rsquo;&#x41;&euro &AMP; &thetasym;"))
print(html.entities.name2codepoint["nbsp"], html.entities.codepoint2name[8364], html.entities.entitydefs["amp"], len(html.entities.name2codepoint))
