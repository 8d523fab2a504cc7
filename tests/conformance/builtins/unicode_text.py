import unicodedata
for c in "aAé1½²Ⅷ 中あ😀ßǅ\u0301\u200b\u00ad_€+": print(repr(c), hex(ord(c)), unicodedata.category(c), unicodedata.name(c, "?"), c.upper(), c.lower(), c.title(), c.casefold(), c.isalpha(), c.isnumeric())
nfc, nfd = "é", "e\u0301"
print(nfc == nfd, unicodedata.normalize("NFC", nfd) == nfc, unicodedata.normalize("NFD", nfc) == nfd, unicodedata.normalize("NFKC", "ﬁ①²Å"), len(unicodedata.normalize("NFKD", "ﷺ")), unicodedata.normalize("NFC", "한"), len(unicodedata.normalize("NFD", "한글")))
print(len("😀"), "😀"[0] == "😀", "a😀b"[::-1], "👨‍👩‍👧".__len__(), [hex(ord(c)) for c in "👨‍👩"], "añ中😀".encode("utf-8"), "añ中😀".encode("utf-16"), len("añ中😀".encode("utf-32")))
print("😀😀x😀".find("x"), "中文中文".count("中"), "中文".center(6, "＊"), "😀a".replace("a", "😀"), "añ😀".split("ñ"), "ÀÉÎ".lower(), "straße".upper(), "STRASSE".casefold() == "straße".casefold(), sorted(["é", "z", "a", "Z", "中", "😀"]))
print("İstanbul".lower().encode("unicode_escape"), "ı".upper(), "Σ".lower(), "ὈΔΥΣΣΕΎΣ".lower(), "ΑΣ ΒΣ".lower(), "Σ".title(), "aΣ".capitalize(), "ŉx".capitalize(), "ǳ".title(), "ﬀ".upper(), "ΐ".upper(), "ᾳ".upper(), "ᾳ".title(), "ß".title(), "µ".upper(), "ÿ".upper(), "K".lower(), "Å".lower())
print("\u0660\u0661".isdigit(), int("\u0661\u0662"), float("\u0661.\u0665"), "\u00b2".isdigit(), "\u00b2".isdecimal(), unicodedata.digit("²"), unicodedata.decimal("٣"), unicodedata.numeric("½"), unicodedata.numeric("四"))
print(unicodedata.bidirectional("א"), unicodedata.combining("\u0301"), unicodedata.east_asian_width("中"), unicodedata.mirrored("("), unicodedata.decomposition("é"), unicodedata.lookup("SNOWMAN"), "\N{SNOWMAN}", unicodedata.is_normalized("NFC", "é"))
for fn, args in [(unicodedata.name, ("\x00",)), (unicodedata.lookup, ("NO SUCH",)), (unicodedata.digit, ("a",)), (unicodedata.normalize, ("NFX", "a")), (unicodedata.category, ("ab",)), (ord, ("",)), (chr, (0x110000,)), (chr, ("a",))]:
    try:
        print(fn(*args))
    except Exception as e:
        print(type(e).__name__, e)
print(chr(0x10ffff).encode("unicode_escape"), chr(0xd800) == "\ud800", repr("\ud83d\ude00"), ascii("\ud83d😀é"), len("\ud83d\ude00"), "\ud83d\ude00" == "😀")
print("\x00a\x00".split("\x00"), "a\u2028b\u2029c".splitlines(), "a\xa0b\u3000c".split(), "\ufeffx".strip() == "\ufeffx", "\u200bx".strip() == "\u200bx", " \t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2028\u202f\u205f\u3000x".strip())
idents = {"é": 1, "变量": 2}
é, 变量 = 1, 2
print(é + 变量, "变量".isidentifier(), "a·".isidentifier(), "℘".isidentifier(), "𝐱".isidentifier())
𝐱 = 5
print(x, "x" in globals())
print(b"\xe4\xb8\xad\xe6".decode("utf-8", "replace"), b"\xff\xfea\x00".decode("utf-16"), b"caf\xe9".decode("latin-1"), b"\xf0\x9f\x98\x80".decode(), b"a\xffb".decode("ascii", "surrogateescape").encode("ascii", "surrogateescape"), b"\xc0\x80".decode("utf-8", "replace"), b"\xed\xa0\x80".decode("utf-8", "backslashreplace"), b"\xf4\x90\x80\x80".decode("utf-8", "ignore"), b"\x80\x81".decode("cp1252", "replace"))
for raw in [b"\xff", b"a\xc3", b"\xc3(", b"\xe2\x82", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xf0\x80\x80\x80", b"\x80abc"]:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as e:
        print(e, e.start, e.end, e.reason, e.encoding, e.object)
try:
    "abc\ud800def".encode()
except UnicodeEncodeError as e:
    print(e, e.start, e.end, e.reason, e.encoding, ascii(e.object))
