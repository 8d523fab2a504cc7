import email
import email.policy
from email import message_from_bytes, message_from_string, utils
from email.header import Header, decode_header, make_header
from email.headerregistry import Address
from email.message import EmailMessage, Message
from email.mime.application import MIMEApplication
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.parser import BytesParser, HeaderParser, Parser

m = EmailMessage()
m["Subject"] = "Report of the week"
m["From"] = Address("Ada Lovelace", "ada", "example.com")
m["To"] = "bob@example.com, Carol <carol@example.com>"
m.set_content("Hello,\nhere it is.\n")
print(m)
print(m["to"].addresses, m["From"].addresses[0].display_name, m["subject"], m.get("none"), "TO" in m, len(m), m.keys())
m.add_alternative("<p>Hello</p>", subtype="html")
m.add_attachment(b"\x00\x01\x02" * 30, maintype="application", subtype="octet-stream", filename="data.bin")
m.add_attachment("a,b\n1,2\n", subtype="csv", filename="table.csv")
m.set_boundary("outer")
m.get_payload(0).set_boundary("inner")
print(m)
print([part.get_content_type() for part in m.walk()], m.get_content_maintype(), m.is_multipart())
print(m.get_body().get_content(), m.get_body(("plain",)).get_content())
for part in m.iter_attachments():
    print(part.get_filename(), part.get_content_disposition(), part.get_content()[:8])
again = message_from_string(m.as_string(), policy=email.policy.default)
print(again.as_string() == m.as_string(), again["from"].addresses[0].addr_spec, again["content-type"].params["boundary"])
for wrong in (lambda: m.__setitem__("Subject", "x"), lambda: m.__setitem__("X", "a\nb"), lambda: m.set_content(3), lambda: m.make_alternative()):
    try:
        wrong()
    except (ValueError, KeyError, TypeError) as e:
        print(type(e).__name__, e)

m = EmailMessage()
m["Subject"] = "Grüße"
m["Date"] = utils.parsedate_to_datetime("Mon, 20 Nov 1995 19:12:08 -0500")
m.set_content("Schöne Grüße\n")
print(m["date"], m["date"].datetime, m["content-transfer-encoding"], bytes(m))
print(m.as_string())
parsed = message_from_bytes(bytes(m), policy=email.policy.default)
print(parsed["subject"], parsed.get_content(), parsed.get_content_charset())

t = MIMEText("plain text")
t["Subject"] = "s"
print(t.as_string())
print(MIMEText("naïve", _charset="utf-8").as_string(), MIMEText("é", "html").get_payload(decode=True))
print(MIMEText("caf\xe9 = 1", _charset="iso-8859-1").as_string())
multi = MIMEMultipart("alternative", boundary="BB")
multi["From"] = "a@b.c"
multi.preamble = "for old readers"
multi.attach(t)
multi.attach(MIMEApplication(b"xyz", Name="x.pdf"))
multi.attach(MIMEImage(b"\x89PNG\r\n\x1a\n", name="p.png"))
print(multi.as_string(), multi.as_bytes() == multi.as_string().encode())
back = message_from_string(multi.as_string())
print(type(back).__name__, [p.get_content_type() for p in back.walk()], back.get_payload(1).get_payload(decode=True), back.preamble, repr(back.epilogue))
print(back.get_payload(1).get_filename(), back.get_payload(1).get_params(), back.get_boundary())

raw = """From sender Mon Jan  1 00:00:00 2024
Received: one
Received: two
  continued
Subject: =?utf-8?b?R3LDvMOfZQ==?= and =?iso-8859-1?q?caf=E9?=
Content-Type: text/plain; charset="latin-1"; format=flowed; name*=utf-8''na%C3%AFve.txt
Content-Transfer-Encoding: quoted-printable

one =3D two=
 three
"""
msg = message_from_string(raw)
print(msg.get_unixfrom(), msg.get_all("received"), msg["SUBJECT"], msg.get_payload(), msg.get_payload(decode=True), msg.get_filename())
print(msg.get_param("charset"), msg.get_params(), msg.get_content_charset(), msg.get_charsets(), msg.get_content_subtype())
msg.add_header("Content-Disposition", "attachment", filename="bud.gif")
msg.replace_header("Subject", "new")
msg.set_param("charset", "utf-8")
msg.del_param("format")
del msg["received"]
print(msg.items(), msg["Missing"], msg.get("x", "default"))
print(decode_header("=?utf-8?b?R3LDvMOfZQ==?= and =?iso-8859-1?q?caf=E9?="), str(make_header(decode_header("=?utf-8?q?a_=C3=BC?= b"))))
print(Header("Grüße", "utf-8").encode(), Header("plain").encode(), Header("caf\xe9", "iso-8859-1").encode(), str(Header("ü")))
print(HeaderParser().parsestr("A: b\nC: d\n\nbody --x\n").get_payload())
nested = message_from_string("Content-Type: message/rfc822\n\nSubject: inner\n\ntext\n")
print(nested.is_multipart(), nested.get_payload(0)["subject"], [p.get_content_type() for p in nested.walk()])
broken = message_from_string('Content-Type: multipart/mixed; boundary="q"\n\n--q\nA: b\n\nno end\n')
print([type(d).__name__ for d in broken.defects], broken.get_payload(0).get_payload())
for text in ("no colon here\n\nbody", " starts wrong\nA: b\n\n", "Content-Type: multipart/mixed\n\nx", 'Content-Type: multipart/mixed; boundary="n"\n\nx', ""):
    b = message_from_string(text)
    print([type(d).__name__ for d in b.defects], b.items(), repr(b.get_payload()))

print(utils.parseaddr("Ada <ada@x.org>"), utils.parseaddr('"Q, R" <q@r.s>'), utils.parseaddr("plain@x.y"), utils.parseaddr("(c) a@b"), utils.parseaddr(""))
print(utils.getaddresses(["a@b, C D <c@d>", "Group: e@f, g@h;"]), utils.formataddr(("Q, R", "q@r")), utils.formataddr(("", "a@b")), utils.formataddr(("Zoë", "z@b")))
print(utils.formatdate(0), utils.formatdate(1e9, usegmt=True), utils.parsedate("Mon, 20 Nov 1995 19:12:08 -0500"), utils.parsedate("nonsense"))
print(utils.parsedate_tz("20 Nov 95 19:12 EST"), utils.mktime_tz(utils.parsedate_tz("Thu, 01 Jan 1970 00:00:10 +0000")), utils.parsedate_to_datetime("Thu, 1 Jan 1970 00:00:10 -0000"))
print(utils.make_msgid(domain="x.org").endswith("@x.org>"), utils.quote('a"b\\'), utils.unquote('"a\\"b"'), utils.unquote("<x>"))
print(utils.encode_rfc2231("a b", "utf-8", "en"), utils.decode_rfc2231("utf-8'en'a%20b"))
try:
    utils.parsedate_to_datetime("nope")
except ValueError as e:
    print(e)
long = EmailMessage()
long["Subject"] = "a rather long subject " * 6
long["To"] = ", ".join(f"person{i}@example.com" for i in range(8))
long.set_content("x" * 200)
print(long.as_string())
plain = Message()
plain["Subject"] = "word " * 30
plain.set_payload("body\nFrom here\n")
print(plain.as_string(unixfrom=False), plain.as_bytes())
print(long.as_bytes(policy=email.policy.SMTP)[:120])
