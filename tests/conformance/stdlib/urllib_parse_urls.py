# urllib.parse: splitting, joining, quoting, queries.
import urllib.parse
from urllib.parse import parse_qs, parse_qsl, quote, quote_plus, unquote, unquote_plus, urlencode, urljoin, urlparse, urlsplit

parts = urlparse("https://user:pw@Example.com:8443/a/b;p?x=1&y=2#frag")
print(parts)
print(parts.scheme, parts.netloc, parts.hostname, parts.port, parts.username, parts.password, parts.query, parts.geturl())
print(urlsplit("//host/path?q"), urlsplit("mailto:a@b.c"), urlsplit("http://[::1]:80/").hostname, parts._replace(fragment="").geturl())
for reference in ("d", "./d", "../d", "/d", "//other/d", "?q=1", "#f", "http://x/y", "", "../../../d"):
    print(urljoin("http://host/a/b/c?q#f", reference))
print(quote("a b/ü&c~"), quote("a/b", safe=""), quote_plus("a b+c"), unquote("a%20b%C3%BC%zz"), unquote_plus("a+b%2B"))
print(urlencode({"q": "a b", "n": 5, "é": "ü"}), urlencode([("a", [1, 2])], doseq=True), urlencode({"p": "a/b"}, safe="/"))
print(parse_qs("a=1&b=2&a=3&c="), parse_qsl("a=1&b=%20&c=", keep_blank_values=True), urllib.parse.urldefrag("http://x/y#z"))
try:
    urlparse("http://host:port/").port
except ValueError as error:
    print(error)
