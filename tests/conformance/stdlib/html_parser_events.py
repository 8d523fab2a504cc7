from html.parser import HTMLParser
class P(HTMLParser):
    def handle_starttag(self, tag, attrs): print("start", tag, attrs, self.getpos())
    def handle_endtag(self, tag): print("end", tag)
    def handle_data(self, data): print("data", repr(data))
    def handle_comment(self, data): print("comment", repr(data))
    def handle_decl(self, decl): print("decl", decl)
    def handle_startendtag(self, tag, attrs): print("startend", tag, attrs)
    def handle_pi(self, data): print("pi", data)
    def handle_entityref(self, name): print("ent", name)
    def handle_charref(self, name): print("char", name)
p = P()
p.feed('''<!DOCTYPE html>
<html><head><title>Test &amp; more</title><script>if (a < b) { x("</p>"); }</script></head>
<body class="main big" id=x data-y='1 2' hidden>
<!-- a comment --><p>Hello, <b>world</b>!<br/><img src="a.png" alt="x &lt; y"/>
<a href=http://x.y/z?a=1&b=2>link</a> 3 < 4 &copy; &#65; &#x42;</p>
<UL><Li>One<li>Two</UL></body></html><?php x ?>''')
p.close()
q = P(convert_charrefs=False); q.feed("a &amp; b &#65; c <b"); q.feed(">bold</b> &lt"); q.close()
class L(HTMLParser):
    def __init__(self): super().__init__(); self.links = []; self.text = []
    def handle_starttag(self, tag, attrs):
        if tag == "a": self.links.append(dict(attrs).get("href"))
    def handle_data(self, d): self.text.append(d)
l = L(); l.feed("<p>See <a href='/a'>A</a> and <a href=\"/b\" class=c>B</a></p>"); print(l.links, "".join(l.text))
