import copy
import io
import xml.etree.ElementTree as ET

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<!-- a feed -->
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://m.example/">
  <channel>
    <title>News &amp; more</title>
    <item id="1"><title>First</title><dc:creator>Ann</dc:creator><media:thumb url="a.png" w='10'/></item>
    <item id="2"><title>Se<b>co</b>nd</title><category>x</category><category>y</category></item>
    <item id="3" flag="&lt;&#65;&#x42;&quot;"><title><![CDATA[<raw> & text]]></title></item>
  </channel>
</rss>
"""
root = ET.fromstring(FEED)
print(root.tag, root.attrib, len(root), [child.tag for child in root[0]])
ns = {"dc": "http://purl.org/dc/elements/1.1/", "m": "http://m.example/"}
print(root.findtext("channel/title"), [item.get("id") for item in root.iter("item")], root.find(".//dc:creator", ns).text, root.find(".//{http://m.example/}thumb").attrib)
for path in ("channel/item", "channel/item[2]/title", "channel/item[last()]", "channel/item[last()-1]", ".//item[@id='2']", ".//item[@id!='2']", ".//item[@flag]", ".//item[category]",
             ".//item[title='First']", ".//title[.='Second']", ".//category/..", "./channel/*", "*", ".", "channel//b", ".//item[@id='3']/title", "channel/item[category='y']", "{*}channel", ".//{http://m.example/}*",
             "nothing", "channel/item/", ".//item[title!='First']"):
    print(path, [(e.tag, e.get("id"), (e.text or "").strip()) for e in root.findall(path)])
for path in ("/channel", "item[0]", "item[foo()]", "x:y", "item[@id=3]", "item[last()+1]"):
    try:
        print(path, root.findall(path))
    except SyntaxError as error:
        print(path, "SyntaxError", error)
print("".join(root.find(".//item[2]").itertext()), root.find("channel/item[3]").attrib)
print(ET.tostring(root).decode())
print(ET.tostring(root, encoding="unicode", default_namespace=None) == ET.tostring(root).decode())

catalog = ET.Element("catalog", {"kind": "books"}, year="2024")
for n, (title, price) in enumerate([("A & B", 10.5), ("C < \"D\"", 7), ("Ünïcode\tü", 3)]):
    book = ET.SubElement(catalog, "book", id=str(n), note='say "hi"\n')
    ET.SubElement(book, "title").text = title
    ET.SubElement(book, "price", currency="EUR").text = str(price)
catalog.append(ET.Comment(" end "))
catalog.insert(0, ET.ProcessingInstruction("go", "now"))
print(ET.tostring(catalog, encoding="unicode"))
ET.indent(catalog)
ET.dump(catalog)
print(ET.tostring(catalog, "utf-8", xml_declaration=True))
print(ET.tostring(catalog)[:60], ET.tostring(catalog, method="text", encoding="unicode").split())
print(ET.tostring(ET.XML("<html><br/><p>x &lt; y<img src='a&amp;b'/></p><script>a &lt; b</script></html>"), method="html", encoding="unicode"))
print(ET.tostring(ET.XML("<a><b/></a>"), short_empty_elements=False), ET.tostring(ET.XML('<a xmlns="u:1"><b c="d"/></a>')), ET.tostring(ET.XML("<a xmlns='u:1'><b/></a>"), default_namespace="u:1"))
ET.register_namespace("q", "u:1")
print(ET.tostring(ET.XML('<x:a xmlns:x="u:1" x:k="v"/>')))
buffer = io.BytesIO()
ET.ElementTree(ET.XML("<r>é</r>")).write(buffer, encoding="ISO-8859-1", xml_declaration=True)
print(buffer.getvalue(), ET.parse(io.BytesIO(buffer.getvalue())).getroot().text)
text = io.StringIO()
ET.ElementTree(ET.XML("<r>é</r>")).write(text, encoding="unicode")
print(text.getvalue())

book = catalog.find("book")
twin = copy.deepcopy(book)
twin.set("id", "9")
twin[0].text = "changed"
print(book.get("id"), book[0].text, twin.get("id"), twin[0].text, book.keys(), sorted(twin.items()), book.get("none", "dflt"), len(book), list(book)[1].tag)
book.remove(book[0])
print(len(book), [c.tag for c in book], book[0:1][0].tag)
for act in (lambda: book.remove(twin), lambda: book.append("x"), lambda: book[5], lambda: ET.SubElement("x", "y"), lambda: ET.tostring(ET.Element("a", {"k": 1})), lambda: ET.Element("a", 5)):
    try:
        act()
    except Exception as error:
        print(type(error).__name__, str(error)[:70])
book.clear()
print(ET.tostring(book), ET.iselement(book), ET.iselement(5), repr(book).startswith("<Element 'book' at 0x"))

for bad in ("", "hello", "<a>", "<a></b>", "<a><b></a>", "<a", "<a b></a>", "<a b=c/>", "<a b='1' b='2'/>", "<a>&nbsp;</a>", "<a/><b/>", "<a/>junk", "<a>&#0;</a>", "<p:a/>", "<a>\x01</a>", "<a>a & b</a>",
            " <?xml version='1.0'?><a/>", "<a><![CDATA[x</a>", "<1a/>", "<a>]]></a>", "<a b='<'/>", "</a>", "<a\n\n b='1'></c>", "<!-- x -- y --><a/>", "<a b='1'c='2'/>"):
    try:
        print(repr(bad), ET.tostring(ET.fromstring(bad)))
    except ET.ParseError as error:
        print(repr(bad), error, error.code, error.position)

print([(event, e.tag, e.text) for event, e in ET.iterparse(io.StringIO("<a><b>1</b><c/></a>"), events=("start", "end"))])
parser = ET.XMLParser(target=ET.TreeBuilder(insert_comments=True))
parser.feed("<a><!-- c -->")
parser.feed("t</a>")
print(ET.tostring(parser.close()))


class Count:
    def __init__(self):
        self.depth = self.most = 0

    def start(self, tag, attrib):
        self.depth += 1
        self.most = max(self.most, self.depth)

    def end(self, tag):
        self.depth -= 1

    def close(self):
        return self.most


parser = ET.XMLParser(target=Count())
parser.feed("<a><b><c/></b><d/></a>")
print(parser.close(), ET.QName("u:1", "t"), ET.QName("u", "t") == "{u}t", ET.XMLID("<a><b id='x'/></a>")[1].keys())
deep = "<a>" * 300 + "</a>" * 300
tree = ET.fromstring(deep)
print(sum(1 for _ in tree.iter()), len(ET.tostring(tree)))
